package io.signalbox.controller.daemon.links;

import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.Handshake;
import io.signalbox.agents.protocol.Wire;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An agent's end of the link as the contract says it is; each test may change one word of it. */
public final class FakeAgent implements AutoCloseable {
    private static final String NONCE = "ab".repeat(32);

    private final Vertx vertx;
    private final String host;
    private final byte[] key;
    private final List<Command> commands = new CopyOnWriteArrayList<>();
    private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> peers = new CopyOnWriteArrayList<>();
    private final AtomicInteger examinesAsked = new AtomicInteger();
    private volatile String name;
    private volatile String nonce = NONCE;
    private volatile boolean greets = true;
    private volatile Consumer<ServerWebSocket> whenTrusted = socket -> {};
    private HttpServer server;
    private int port;

    public FakeAgent(Vertx vertx, String host, String name, byte[] key) {
        this.vertx = vertx;
        this.host = host;
        this.name = name;
        this.key = key;
        listen();
    }

    private void listen() {
        server = vertx.createHttpServer(new HttpServerOptions().setHost(host).setPort(port))
                .webSocketHandler(this::greet)
                .listen()
                .await();
        port = server.actualPort();
    }

    public int port() {
        return port;
    }

    FakeAgent calling(String itself) {
        name = itself;
        return this;
    }

    FakeAgent silent() {
        greets = false;
        return this;
    }

    public FakeAgent whenTrusted(Consumer<ServerWebSocket> act) {
        whenTrusted = act;
        return this;
    }

    public List<Command> commands() {
        return commands;
    }

    int examinesAsked() {
        return examinesAsked.get();
    }

    List<String> peers() {
        return peers;
    }

    int links() {
        return sockets.size();
    }

    public void say(Frame frame) {
        sockets.getLast().writeTextMessage(Wire.encode(frame));
    }

    void sayRaw(String text) {
        sockets.getLast().writeTextMessage(text);
    }

    void hangUp() {
        sockets.getLast().close();
    }

    private void greet(ServerWebSocket socket) {
        peers.add(socket.remoteAddress().host());
        if (!greets) {
            return;
        }
        socket.textMessageHandler(text -> hear(socket, Wire.decode(text)));
        socket.writeTextMessage(
                Wire.encode(new Frame.Greeting(Frame.VERSION, Optional.of(Frame.OLDEST), name, "life-1", nonce)));
    }

    private void hear(ServerWebSocket socket, Frame frame) {
        switch (frame) {
            case Frame.Claim claim -> welcome(socket, claim);
            case Frame.Ordered ordered -> commands.add(ordered.command());
            case Frame.Examine examine -> examinesAsked.incrementAndGet();
            default -> throw new IllegalStateException("a controller does not say " + frame);
        }
    }

    private void welcome(ServerWebSocket socket, Frame.Claim claim) {
        if (!claim.mac().equals(Handshake.controllerMac(key, name, nonce, claim.nonce()))) {
            socket.writeTextMessage(Wire.encode(new Frame.Denied("wrong key")));
            socket.close();
            return;
        }
        sockets.add(socket);
        socket.writeTextMessage(Wire.encode(new Frame.Welcome(Handshake.agentMac(key, name, claim.nonce(), nonce))));
        whenTrusted.accept(socket);
    }

    @Override
    public void close() {
        server.close().await();
    }
}
