package io.signalbox.lab.fault;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes TCP connections on to a server, slowly. The server sees them come from where they come from: accounts and witnesses go by
 * addresses. Their ports alone are the relay's, by which the packet filter knows them.
 */
final class SlowRelay implements AutoCloseable {
    /** Ports that the kernel gives nobody by itself: {@code net.ipv4.ip_local_port_range} ends below. */
    static final int FIRST_PORT = 61_000;

    static final int LAST_PORT = 65_535;
    /** More at a time are turned away. */
    private static final int MOST = 1000;

    private static final AtomicInteger NEXT_PORT = new AtomicInteger();

    private final InetSocketAddress server;
    private final Slowness slowness;
    private final ServerSocketChannel listener;
    private final Semaphore room = new Semaphore(MOST);
    private final Map<Relayed, Boolean> open = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private SlowRelay(InetSocketAddress server, Slowness slowness, ServerSocketChannel listener) {
        this.server = server;
        this.slowness = slowness;
        this.listener = listener;
    }

    /** Listens beside the server, on a port of its own. */
    static SlowRelay to(InetSocketAddress server, Slowness slowness) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(server.getAddress(), 0), MOST);
        SlowRelay relay = new SlowRelay(server, slowness, listener);
        Thread.ofVirtual().name("relay-to-" + server).start(relay::accept);
        return relay;
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /** Connections that are passed on now. */
    int connections() {
        return open.size();
    }

    private void accept() {
        try {
            while (!closed) {
                SocketChannel client = listener.accept();
                Thread.ofVirtual().name("relayed").start(() -> relay(client));
            }
        } catch (IOException end) {
            // Closed.
        }
    }

    private void relay(SocketChannel client) {
        if (!room.tryAcquire()) {
            Relayed.close(client);
            return;
        }
        try (client) {
            SocketChannel upstream = connect(((InetSocketAddress) client.getRemoteAddress()));
            Relayed relayed = new Relayed(client, upstream, slowness);
            open.put(relayed, true);
            try {
                if (!closed) {
                    relayed.run();
                }
            } finally {
                open.remove(relayed);
                relayed.close();
            }
        } catch (IOException serverIsNotThere) {
            // The client sees its connection end.
        } finally {
            room.release();
        }
    }

    private SocketChannel connect(InetSocketAddress client) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            bind(channel, client);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.connect(server);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void bind(SocketChannel channel, InetSocketAddress client) throws IOException {
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        for (int attempt = FIRST_PORT; ; attempt++) {
            int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), LAST_PORT - FIRST_PORT + 1);
            try {
                channel.bind(new InetSocketAddress(client.getAddress(), port));
                return;
            } catch (BindException taken) {
                if (attempt == LAST_PORT) {
                    throw taken;
                }
            }
        }
    }

    /** Every connection ends. */
    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException alreadyClosed) {
            // As wanted.
        }
        open.keySet().forEach(Relayed::close);
    }
}
