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

    private static final int HUNDREDTHS = 100;

    /**
     * What a reader or a web server shall be.
     *
     * @param cut its sessions are ended while it is in maintenance
     */
    record Setting(AdminState state, Weight weight, boolean cut) {
        /** Who has a share has a weight. */
        Setting share(int hundredths) {
            int whole = weight.value();
            int part = Math.ceilDiv(whole * hundredths, HUNDREDTHS);
            return new Setting(state, new Weight(Math.min(part, whole)), cut);
        }

        Setting door(boolean open) {
            return new Setting(open && state == AdminState.READY ? AdminState.READY : AdminState.MAINT, weight, false);
        }
    }

    /** @throws IllegalArgumentException with a sentence, if the order cannot be a route */
    static WantedRoute of(Order.Route route) {
        Name writers = new Name(route.writer().backend());
        SortedMap<ServerId, Setting> settings = new TreeMap<>();
        for (ServerSetting wish : route.servers()) {
            ServerId server = ServerId.of(wish.backend(), wish.server());
            if (server.backend().equals(writers)) {
                throw new IllegalArgumentException(server + ": a writer is opened and closed, not set");
            }
            if (settings.put(server, new Setting(state(wish.mode()), new Weight(wish.weight()), wish.cut())) != null) {
                throw new IllegalArgumentException(server + ": is set twice");
            }
        }
        return new WantedRoute(
                writers, open(route.writer()), route.cutSessions(), Collections.unmodifiableSortedMap(settings));
    }

    /** The same with a part of the weight for each server of a pool; one that the route does not name is behind no door. */
    WantedRoute with(PoolWish wish) {
        SortedMap<ServerId, Setting> all = new TreeMap<>(settings);
        settings.forEach((id, setting) -> {
            if (id.backend().equals(wish.backend())) {
                Integer share = wish.shares().get(id.server());
                all.put(id, share == null ? setting : setting.share(share));
                boolean open = wish.open().contains(id.server());
                wish.doors().forEach(door -> all.put(new ServerId(door, id.server()), setting.door(open)));
            }
        });
        return new WantedRoute(writers, open, cutSessions, Collections.unmodifiableSortedMap(all));
    }

    /** What the pool is about. */
    WantedRoute only(PoolWish wish) {
        SortedMap<ServerId, Setting> some = new TreeMap<>(settings);
        some.keySet().removeIf(id -> !wish.concerns(id.backend()));
        return new WantedRoute(writers, open, cutSessions, Collections.unmodifiableSortedMap(some));
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
