package io.signalbox.agents.daemon.frontage;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Connections that say nothing. */
final class Connections implements AutoCloseable {
    /** HAProxy turns away at once, and keeps those that may stay for ten seconds. */
    private static final int PATIENCE_MILLIS = 300;

    private final List<Socket> sockets = new ArrayList<>();

    Connections(String host, int port, int number) throws IOException {
        for (int i = 0; i < number; i++) {
            Socket socket = new Socket(host, port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            sockets.add(socket);
        }
    }

    long open() {
        return sockets.stream().filter(Connections::waits).count();
    }

    long closedByPeer() {
        return sockets.size() - open();
    }

    private static boolean waits(Socket socket) {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
