package io.signalbox.haproxy.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A unix socket that treats each connection as told, and remembers what was sent. */
final class FakeHaproxySocket implements AutoCloseable {
    /** What to do with a connection whose first bytes have come. */
    interface Behaviour {
        void serve(SocketChannel client) throws IOException;
    }

    private final ServerSocketChannel server;
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final Behaviour behaviour;

    FakeHaproxySocket(Path path, Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Thread.ofVirtual().start(this::run);
    }

    static Behaviour answer(String reply) {
        return client -> client.write(ByteBuffer.wrap(reply.getBytes(StandardCharsets.UTF_8)));
    }

    List<String> received() {
        return List.copyOf(received);
    }

    private void run() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (ClosedChannelException e) {
            // The test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            client.read(buffer);
            received.add(new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8));
            behaviour.serve(client);
        } catch (IOException e) {
            // The client went away, as it may.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
