package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.util.List;

/** Where the kernel tells which TCP connections this host has. */
interface ConnectionTable {
    /**
     * Those that are established to the local {@code port}, on whatever address of this host.
     *
     * @throws IOException if they cannot be told this time
     * @throws NoSockDiag if this table is not to be had on this host
     */
    List<TcpConnection> established(int port) throws IOException;
}
