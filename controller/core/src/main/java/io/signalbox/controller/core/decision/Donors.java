package io.signalbox.controller.core.decision;

import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.util.Comparator;

/**
 * From whom a server's data is copied: a replica that has nearly everything before the primary, as the copy takes disk and
 * network from the donor's clients, and a primary's are the writers.
 */
public record Donors(ServerSight server, String why) {
    /** So few transactions are fetched from the primary afterwards in no time. */
    private static final long SMALL_BACKLOG = 500;

    /** The donor for {@code recipient}; {@code primary} when no other server will do. */
    public static Donors choose(Topology t, ServerSight primary, String recipient) {
        return t.ackers().stream()
                .filter(a -> !a.name().equals(recipient) && caughtUp(t, a, primary))
                .min(Comparator.comparingLong(ServerSight::backlog))
                .map(a -> new Donors(a, a.name() + ", a replica that has caught up: the primary is spared"))
                .orElseGet(() ->
                        new Donors(primary, primary.name() + ", the primary: no other replica is there and caught up"));
    }

    private static boolean caughtUp(Topology t, ServerSight s, ServerSight primary) {
        return s.attachedTo(primary)
                && s.receivesFrom(primary)
                && s.errantTo(primary).isEmpty()
                && s.backlog() <= SMALL_BACKLOG
                && !t.record().maintenance().contains(s.name())
                && s.mysql()
                        .filter(m -> m.applier().error().isEmpty())
                        .filter(m ->
                                m.heartbeatLag().compareTo(t.settings().bounds().maxReadLag()) <= 0)
                        .isPresent();
    }
}
