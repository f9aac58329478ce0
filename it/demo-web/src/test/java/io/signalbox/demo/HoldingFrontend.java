package io.signalbox.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** What HAProxy's writer frontend does during a failover: cuts the sessions, holds new ones, lets them flow. */
final class HoldingFrontend implements AutoCloseable {
    private final ServerSocket listening;
    private final WebConfig.Address server;
    private final Set<Socket> sessions = ConcurrentHashMap.newKeySet();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    HoldingFrontend(WebConfig.Address server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.207.9"));
        Thread.ofVirtual().start(this::accept);
    }

    WebConfig.Address address() {
        return new WebConfig.Address("127.0.207.9", listening.getLocalPort());
    }

    void holdAndCut() {
        gate = new CountDownLatch(1);
        sessions.forEach(HoldingFrontend::close);
        sessions.clear();
    }

    void release() {
        gate.countDown();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            gate.await();
            try (Socket upstream = new Socket(server.host(), server.port())) {
                sessions.add(client);
                sessions.add(upstream);
                Thread back = Thread.ofVirtual().start(() -> copy(upstream, client));
                copy(client, upstream);
                back.join();
            }
        } catch (IOException e) {
            close(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            close(from);
        } finally {
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        holdAndCut();
        release();
    }
}
