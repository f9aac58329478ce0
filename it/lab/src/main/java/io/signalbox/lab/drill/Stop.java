package io.signalbox.lab.drill;

import io.signalbox.controller.core.plan.Plan;
import java.util.List;
import java.util.stream.Stream;

/** One round of the walk on which a controller dies again and again. */
sealed interface Stop {
    /** It dies at the begin of a step. */
    record At(CrashPoint point) implements Stop {}

    /** It dies while nothing is under way. */
    record Idle() implements Stop {}

    /** It is left alone: what its death costs elsewhere is seen beside this. */
    record Undisturbed(Plan plan) implements Stop {}

    /** The plans that are walked through, in order. */
    List<Plan> PLANS = List.of(Plan.SWITCHOVER, Plan.FAILOVER);

    /** A failover comes to this step only where nobody who holds everything may be promoted. */
    String SELDOM = "catch-up";

    /** Every step of each plan in its order that comes in each run of it, then idle, then each plan undisturbed. */
    List<Stop> WALK = Stream.of(
                    PLANS.stream()
                            .flatMap(plan -> CrashPoint.of(plan).stream())
                            .filter(point -> point.plan() != Plan.FAILOVER
                                    || !point.step().equals(SELDOM))
                            .map(At::new),
                    Stream.of(new Idle()),
                    PLANS.stream().map(Undisturbed::new))
            .<Stop>flatMap(stops -> stops)
            .toList();
}
