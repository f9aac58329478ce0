package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A port of this machine, and connections to it. A socket of {@code INET6} that listens everywhere takes IPv4's, too. */
final class Crowd implements AutoCloseable {
    /** Ports of servers: an end of a client's that got one by chance, on another address, would be told among theirs. */
    private static final Set<Integer> SERVERS = ConcurrentHashMap.newKeySet();

    private final ServerSocketChannel server;
    private final List<SocketChannel> ends = new ArrayList<>();
    private final List<TcpConnection> connections = new ArrayList<>();

    private Crowd(ServerSocketChannel server) {
        this.server = server;
        SERVERS.add(port());
    }

    static Crowd at(ProtocolFamily family, String address) throws IOException {
        return new Crowd(ServerSocketChannel.open(family).bind(new InetSocketAddress(address, 0)));
    }

    int port() {
        return server.socket().getLocalPort();
    }

    /** {@code count} more, from one address of this machine to another. */
    Crowd joinedBy(int count, ProtocolFamily family, String from, String to) throws IOException {
        InetAddress there = InetAddress.ofLiteral(from);
        InetAddress here = InetAddress.ofLiteral(to);
        for (int i = 0; i < count; i++) {
            SocketChannel client = client(family, there);
            ends.add(client);
            client.connect(new InetSocketAddress(here, port()));
            ends.add(server.accept());
            connections.add(new TcpConnection(here, port(), there, true));
        }
        return this;
    }

    private static SocketChannel client(ProtocolFamily family, InetAddress there) throws IOException {
        while (true) {
            SocketChannel client = SocketChannel.open(family).bind(new InetSocketAddress(there, 0));
            if (!SERVERS.contains(client.socket().getLocalPort())) {
                return client;
            }
            client.close();
        }
    }

    /** What should be told of them. */
    List<TcpConnection> connections() {
        return connections;
    }

    void leave() throws IOException {
        for (SocketChannel end : ends) {
            end.close();
        }
    }

    @Override
    public void close() throws IOException {
        leave();
        SERVERS.remove(port());
        server.close();
    }
}
