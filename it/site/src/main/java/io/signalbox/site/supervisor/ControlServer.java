package io.signalbox.site.supervisor;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for {@link Request}s. Whoever may enter the supervisor's directory may ask. */
final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int LONGEST_REQUEST = 200;

    private final Path socket;
    private final Supervisor supervisor;
    private final ServerSocketChannel server;

    private ControlServer(Path socket, Supervisor supervisor, ServerSocketChannel server) {
        this.socket = socket;
        this.supervisor = supervisor;
        this.server = server;
    }

    /** The caller holds the supervisor's lock, so a socket that is there already is a dead one's. */
    static ControlServer open(Path socket, Supervisor supervisor) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return new ControlServer(socket, supervisor, server);
    }

    void start() {
        Thread.ofPlatform().daemon().name("control").start(this::accept);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                LOG.debug("control socket: {}", closed.getMessage());
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            Optional<Request> request = Request.parse(readLine(client));
            Reply reply = request.isPresent() ? supervisor.answer(request.get()) : Reply.refused("no such request");
            client.write(ByteBuffer.wrap((reply.line() + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            LOG.debug("a client of the control socket left: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String readLine(SocketChannel client) throws IOException {
        String line = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8)).readLine();
        return line == null || line.length() > LONGEST_REQUEST ? "" : line;
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
    }
}
