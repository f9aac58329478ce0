package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * Who has an answered connection to this host, as the kernel tells it. A connection over a cut link stays established for a
 * quarter of an hour; but a primary sends its replicas something every 100 ms, so that on a cut link the kernel repeats
 * itself after 0.2 s.
 */
final class KernelConnections {
    private final ConnectionTable table;

    KernelConnections() {
        this(new DiagElseProc());
    }

    KernelConnections(ConnectionTable table) {
        this.table = table;
    }

    /**
     * The other ends of connections to the local {@code port} on which nothing is being sent again.
     *
     * @param own mysqld's address; if that is a loopback one, those to another are to another server on this machine
     */
    Set<InetAddress> answering(InetAddress own, int port) throws IOException {
        Set<InetAddress> answering = new HashSet<>();
        for (TcpConnection connection : table.established(port)) {
            if (connection.localPort() == port && connection.answered() && !isAnothers(connection.local(), own)) {
                answering.add(connection.remote());
            }
        }
        return answering;
    }

    private static boolean isAnothers(InetAddress local, InetAddress own) {
        return own.isLoopbackAddress() && local.isLoopbackAddress() && !local.equals(own);
    }
}
