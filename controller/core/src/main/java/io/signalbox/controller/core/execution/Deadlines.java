package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.settings.ClusterSettings.Bounds;
import java.time.Duration;

/** How long each order's answer is waited for before its outcome is unknown. */
final class Deadlines {
    /** Longer than the agent gives it, with the starts around it. */
    private static final Duration LONGEST_COPY = Duration.ofHours(2).plusMinutes(10);

    private Deadlines() {}

    static Duration of(Order order, ClusterSettings settings) {
        Bounds bounds = settings.bounds();
        return switch (order) {
            case Order.Open o -> bounds.applyDeadline();
            case Order.Start o -> bounds.applyDeadline();
            case Order.Rewind o -> bounds.applyDeadline();
            case Order.Shutdown o -> bounds.applyDeadline();
            case Order.Close o -> o.lockWait().plus(bounds.commandDeadline());
            case Order.Follow o -> bounds.commandDeadline().multipliedBy(2);
            case Order.Holds o -> bounds.commandDeadline().multipliedBy(2);
            case Order.GoAlone o -> bounds.commandDeadline().multipliedBy(2);
            case Order.Route o -> bounds.commandDeadline();
            case Order.Detach o -> bounds.commandDeadline();
            case Order.Admit o -> bounds.commandDeadline();
            case Order.Dismiss o -> bounds.commandDeadline();
            case Order.ReadSets o -> bounds.commandDeadline();
            case Order.Fence o -> bounds.commandDeadline();
            case Order.Learn o -> bounds.commandDeadline();
            case Order.Measure o -> bounds.commandDeadline();
            case Order.Reclone o -> LONGEST_COPY;
        };
    }
}
