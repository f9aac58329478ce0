package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * sock_diag(7), what {@code ss} asks: the kernel itself picks the connections to one port, of however many it has. An IPv4
 * connection that came to a socket of both families is told among those of IPv6.
 */
final class SockDiag implements ConnectionTable {
    /** {@code NETLINK_SOCK_DIAG}. */
    private static final int PROTOCOL = 4;

    private static final List<Integer> FAMILIES = List.of(InetDiag.IPV4, InetDiag.IPV6);

    private final int protocol;

    SockDiag() {
        this(PROTOCOL);
    }

    /** @param protocol of netlink(7) */
    SockDiag(int protocol) {
        this.protocol = protocol;
    }

    @Override
    public List<TcpConnection> established(int port) throws IOException {
        List<TcpConnection> found = new ArrayList<>();
        try (NetlinkSocket kernel = NetlinkSocket.open(protocol)) {
            for (int family : FAMILIES) {
                ask(kernel, family, port, found);
            }
        }
        return found;
    }

    /** The answer comes in as many datagrams as it needs. */
    private static void ask(NetlinkSocket kernel, int family, int port, List<TcpConnection> found) throws IOException {
        kernel.send(InetDiag.request(family, port));
        boolean complete = false;
        while (!complete) {
            complete = InetDiag.read(kernel.receive(), family, found);
        }
    }
}
