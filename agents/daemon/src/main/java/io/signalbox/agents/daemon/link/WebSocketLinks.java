package io.signalbox.agents.daemon.link;

import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.time.Duration;

/** Turns WebSockets on {@code /link} into links. */
public final class WebSocketLinks {
    private static final String PATH = "/link";
    /** A stranger that has not proven itself by then is closed. */
    private static final Duration CLAIM_BOUND = Duration.ofSeconds(2);

    private static final Duration PING = Duration.ofMillis(500);

    private static final short POLICY_VIOLATION = 1008;
    private static final int LONGEST_REASON = 100;

    private final Vertx vertx;
    private final Links links;
    private final AgentMetrics metrics;

    public WebSocketLinks(Vertx vertx, Links links, AgentMetrics metrics) {
        this.vertx = vertx;
        this.links = links;
        this.metrics = metrics;
    }

    /** Before the server listens. */
    public void attach(HttpServer server) {
        server.webSocketHandshakeHandler(this::shake);
        server.webSocketHandler(this::open);
    }

    private void shake(ServerWebSocketHandshake handshake) {
        if (!PATH.equals(handshake.path())) {
            handshake.reject(404);
        } else if (!links.hasRoom()) {
            metrics.denied(PATH);
            handshake.reject(503);
        } else {
            handshake.accept();
        }
    }

    private void open(ServerWebSocket socket) {
        Link link = links.open(new SocketOutlet(socket));
        long timer = vertx.setTimer(CLAIM_BOUND.toMillis(), id -> link.expire());
        long pings = vertx.setPeriodic(PING.toMillis(), id -> ping(socket));
        socket.textMessageHandler(text -> {
            link.receive(text);
            links.heard(link);
        });
        socket.pongHandler(pong -> links.heard(link));
        socket.binaryMessageHandler(bytes -> link.receive(""));
        socket.drainHandler(room -> link.drained());
        socket.exceptionHandler(e -> socket.close());
        socket.closeHandler(end -> {
            vertx.cancelTimer(timer);
            vertx.cancelTimer(pings);
            links.ended(link);
        });
        link.greet();
    }

    /** A link over a wire that was cut looks open for a quarter of an hour; the missing answers do not. */
    private static void ping(ServerWebSocket socket) {
        if (!socket.isClosed() && !socket.writeQueueFull()) {
            socket.writePing(Buffer.buffer());
        }
    }

    private record SocketOutlet(ServerWebSocket socket) implements Outlet {
        @Override
        public boolean isFull() {
            return socket.writeQueueFull();
        }

        @Override
        public void send(String text) {
            if (!socket.isClosed()) {
                socket.writeTextMessage(text);
            }
        }

        @Override
        public void close(String reason) {
            socket.close(POLICY_VIOLATION, reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
        }
    }
}
