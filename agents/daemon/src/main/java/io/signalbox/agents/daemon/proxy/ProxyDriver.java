package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Token;

/**
 * Keeps one HAProxy as it was last told, and says what it really does.
 *
 * <p>Between {@link #start} and {@link #close} HAProxy is looked at every 100 ms on a thread of the driver's own;
 * whenever it differs from the last route (a reload, a restart, a person at the socket) the route is applied again.
 */
public final class ProxyDriver implements AutoCloseable {

    public ProxyDriver(ProxySockets sockets, ProxyListener listener) {
        throw new UnsupportedOperationException("being written: " + sockets + listener);
    }

    /** The route that was remembered on disk from an earlier life. Before {@link #start}, at most once. */
    public void remember(Token token, Order.Route route) {
        throw new UnsupportedOperationException("being written: " + token + route);
    }

    /** Begins to watch. */
    public void start() {
        throw new UnsupportedOperationException("being written");
    }

    /**
     * Makes HAProxy route so. Blocks, at most 450 ms: call it on a virtual thread. The route stays in force whatever the
     * outcome, until a newer one comes.
     */
    public RouteOutcome apply(Token token, Order.Route route) {
        throw new UnsupportedOperationException("being written: " + token + route);
    }

    /** What was seen last; never blocks. */
    public Report.Proxy snapshot() {
        throw new UnsupportedOperationException("being written");
    }

    /** Stops watching. HAProxy is left as it is. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("being written");
    }
}
