package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Order.ServerSetting;
import io.signalbox.haproxy.command.AdminState;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.Weight;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A route in HAProxy's terms: what the order says, with every name and number checked.
 *
 * @param open the one writer that may get new connections, or empty: all are closed and clients wait
 */
record WantedRoute(Name writers, Optional<Name> open, boolean cutSessions, SortedMap<ServerId, Setting> settings) {

    /** What a reader or a web server shall be. */
    record Setting(AdminState state, Weight weight) {}

    /** @throws IllegalArgumentException with a sentence, if the order cannot be a route */
    static WantedRoute of(Order.Route route) {
        Name writers = new Name(route.writer().backend());
        SortedMap<ServerId, Setting> settings = new TreeMap<>();
        for (ServerSetting wish : route.servers()) {
            ServerId server = ServerId.of(wish.backend(), wish.server());
            if (server.backend().equals(writers)) {
                throw new IllegalArgumentException(server + ": a writer is opened and closed, not set");
            }
            if (settings.put(server, new Setting(state(wish.mode()), new Weight(wish.weight()))) != null) {
                throw new IllegalArgumentException(server + ": is set twice");
            }
        }
        return new WantedRoute(
                writers, open(route.writer()), route.cutSessions(), Collections.unmodifiableSortedMap(settings));
    }

    boolean opens(ServerId server) {
        return server.backend().equals(writers)
                && open.filter(server.server()::equals).isPresent();
    }

    private static Optional<Name> open(Order.Writer writer) {
        return writer.open().equals(Order.Writer.NONE) ? Optional.empty() : Optional.of(new Name(writer.open()));
    }

    private static AdminState state(ServerMode mode) {
        return switch (mode) {
            case READY -> AdminState.READY;
            case DRAIN -> AdminState.DRAIN;
            case MAINT -> AdminState.MAINT;
        };
    }
}
