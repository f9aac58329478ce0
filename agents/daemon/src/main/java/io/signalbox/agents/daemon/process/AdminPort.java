package io.signalbox.agents.daemon.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** mysqld's admin port, seen without logging in: it answers when a protocol greeting comes. */
final class AdminPort {
    private static final int BOUND_MILLIS = (int) Duration.ofMillis(500).toMillis();
    private static final int HEADER_BYTES = 4;
    private static final int ERROR_PACKET = 0xff;

    private final InetSocketAddress address;

    AdminPort(String host, int port) {
        this.address = new InetSocketAddress(host, port);
    }

    boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(address, BOUND_MILLIS);
            socket.setSoTimeout(BOUND_MILLIS);
            InputStream in = socket.getInputStream();
            byte[] head = in.readNBytes(HEADER_BYTES + 1);
            return head.length > HEADER_BYTES && (head[HEADER_BYTES] & 0xff) != ERROR_PACKET;
        } catch (IOException e) {
            return false;
        }
    }
}
