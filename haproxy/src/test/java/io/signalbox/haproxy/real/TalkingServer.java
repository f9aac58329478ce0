package io.signalbox.haproxy.real;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP server that speaks first, like MySQL: it says its name, then listens until the client goes. */
public final class TalkingServer implements AutoCloseable {
    private static final int BACKLOG = 512;

    private final String name;
    private final ServerSocket server;
    private final Thread acceptor;
    private final AtomicInteger greeted = new AtomicInteger();

    public TalkingServer(String name, String host, int port) throws IOException {
        this.name = name;
        server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
        acceptor = Thread.ofPlatform().daemon().name(name).start(this::accept);
    }

    /** How many clients it has greeted. */
    public int greeted() {
        return greeted.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private void talk(Socket client) {
        try (client) {
            greeted.incrementAndGet();
            client.getOutputStream().write((name + "\n").getBytes(StandardCharsets.US_ASCII));
            while (client.getInputStream().read() >= 0) {
                // a client that says nothing new
            }
        } catch (SocketException e) {
            // The client went away, as it may.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Nobody listens any more: connects are refused. */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            // The kernel lets go of the port only when nobody waits on it any more.
            acceptor.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
