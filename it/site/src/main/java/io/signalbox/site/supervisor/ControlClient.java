package io.signalbox.site.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Talks to a running supervisor: one request per connection, one line there, one line back. */
public final class ControlClient {
    private final Path socket;

    public ControlClient(Path socket) {
        this.socket = socket;
    }

    /** Asks, and waits for the answer no longer than {@code bound}. Empty: no supervisor listens there. */
    public Optional<Reply> ask(Request request, Duration bound) {
        if (!Files.exists(socket)) {
            return Optional.empty();
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Reply>> answer = threads.submit(() -> exchange(request));
            try {
                return answer.get(bound.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                // Interrupting closes the channel, so that leaving this block never waits for a supervisor that hangs.
                answer.cancel(true);
            }
        } catch (TimeoutException | ExecutionException e) {
            return Optional.of(Reply.refused("the supervisor did not answer within " + bound.toSeconds() + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Reply.refused("interrupted"));
        }
    }

    private Optional<Reply> exchange(Request request) throws JsonProcessingException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.UTF_8)));
            String line = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine();
            return line == null ? Optional.empty() : Optional.of(Reply.read(line));
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException nobodyListens) {
            return Optional.empty();
        }
    }
}
