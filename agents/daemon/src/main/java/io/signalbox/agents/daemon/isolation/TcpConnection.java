package io.signalbox.agents.daemon.isolation;

import java.net.InetAddress;

/**
 * An established TCP connection of this host.
 *
 * @param answered nothing that this end sent is being sent again, and nobody is asked whether he is still there
 */
record TcpConnection(InetAddress local, int localPort, InetAddress remote, boolean answered) {}
