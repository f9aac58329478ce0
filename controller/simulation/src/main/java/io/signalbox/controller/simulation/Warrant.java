package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import java.util.Collection;
import java.util.Set;

/**
 * Which steps may send which order, after the tables of {@link Plan}: a command follows the journal line of a step that
 * may send it. Reads, what agents are taught and routes need none: they change nothing that a later leader must know.
 */
final class Warrant {
    private static final String[] ACKNOWLEDGE = {
        "/open", "switchover/gather", "switchover/finish", "join/acknowledge", "reattach/follow"
    };
    private static final String[] FOLLOW = {"failover/catch-up", "join/follow", "leave/detach"};

    private Warrant() {}

    /** @param begun the latest line, as "plan/step", of each run that was begun and has not ended */
    static boolean covers(Collection<String> begun, Order order) {
        return switch (order) {
            case Order.ReadSets o -> true;
            case Order.Measure o -> true;
            case Order.Learn o -> true;
            case Order.Route o -> true;
            case Order.Open o -> any(begun, "/open");
            case Order.Start o -> any(begun, "/open", "/start");
            case Order.Follow o -> any(begun, o.semiSync() ? ACKNOWLEDGE : FOLLOW);
            case Order.Detach o -> any(begun, "failover/revoke", "failover/catch-up");
            case Order.Holds o -> any(begun, "/holds", "/count");
            case Order.GoAlone o -> any(begun, "go-alone/release");
            case Order.Admit o -> any(begun, "/admit", "join/catch-up");
            case Order.Dismiss o -> any(begun, "leave/detach");
            case Order.Close o -> any(begun, "/close");
            case Order.Fence o -> any(begun, "failover/revoke", "reclone/copy", "restart/kill");
            case Order.Rewind o -> any(begun, "rejoin/rewind");
            case Order.Reclone o -> any(begun, "reclone/copy");
            case Order.Shutdown o -> any(begun, "shutdown/stop-primary", "shutdown/stop-replicas");
        };
    }

    private static boolean any(Collection<String> begun, String... steps) {
        return begun.stream().anyMatch(line -> Set.of(steps).stream().anyMatch(line::endsWith));
    }
}
