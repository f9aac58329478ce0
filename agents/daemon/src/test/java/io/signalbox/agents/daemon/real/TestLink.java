package io.signalbox.agents.daemon.real;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Frame;
import io.signalbox.agents.protocol.Handshake;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Wire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The controller's end of a link, by hand. */
public final class TestLink implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(30);

    /** A frame, and when it came. */
    public record Received(Frame frame, long nanos) {}

    private final BlockingQueue<Received> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final WebSocket socket;

    private TestLink(String host, int port) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + host + ":" + port + "/link"), new Ears())
                .join();
    }

    /** A link on which nothing has been said by this end. */
    public static TestLink stranger(String host, int port) {
        return new TestLink(host, port);
    }

    /** A link whose handshake is done; fails if the agent's proof is wrong. */
    public static TestLink open(String host, int port, String key) {
        TestLink link = new TestLink(host, port);
        Frame.Greeting greeting = link.next(Frame.Greeting.class);
        link.claim(greeting, key, "aa".repeat(32));
        Frame.Welcome welcome = link.next(Frame.Welcome.class);
        String expected = Handshake.agentMac(Handshake.key(key), greeting.server(), "aa".repeat(32), greeting.nonce());
        if (!expected.equals(welcome.mac())) {
            throw new AssertionError("the agent does not hold the key");
        }
        return link;
    }

    public void claim(Frame.Greeting greeting, String key, String nonce) {
        String mac = Handshake.controllerMac(Handshake.key(key), greeting.server(), greeting.nonce(), nonce);
        say(Wire.encode(new Frame.Claim("c1", nonce, mac)));
    }

    public void say(String text) {
        socket.sendText(text, true).join();
    }

    /** Gives a command and waits for its answer; reports on the way are dropped. */
    public Answer order(Command command) {
        say(Wire.encode(new Frame.Ordered(command)));
        while (true) {
            Answer answer = next(Frame.Answered.class).answer();
            if (answer.commandId().equals(command.id())) {
                return answer;
            }
        }
    }

    /** The next frame of that kind; others are dropped. */
    public <F extends Frame> F next(Class<F> kind) {
        while (true) {
            Frame frame = receive().frame();
            if (kind.isInstance(frame)) {
                return kind.cast(frame);
            }
        }
    }

    /** The first report that is as wanted, with its time. */
    public Received awaitReport(Predicate<Report> wanted) {
        while (true) {
            Received received = receive();
            if (received.frame() instanceof Frame.Reported reported && wanted.test(reported.report())) {
                return received;
            }
        }
    }

    public void dropAll() {
        frames.clear();
    }

    /** Waits until the agent has closed the link; the code it gave. */
    public int awaitClose() {
        return closed.orTimeout(BOUND.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private Received receive() {
        try {
            @Nullable Received received = frames.poll(BOUND.toMillis(), TimeUnit.MILLISECONDS);
            if (received == null) {
                throw new AssertionError("no frame came");
            }
            return received;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Ears implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                frames.add(new Received(Wire.decode(parts.toString()), System.nanoTime()));
                parts.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(-1);
        }
    }
}
