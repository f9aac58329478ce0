package io.signalbox.lab.drill;

import io.signalbox.lab.workload.Load;
import java.time.Duration;
import java.util.Optional;

/**
 * What the caller chose.
 *
 * @param time how long a fault lasts, or a measurement, where that is a choice
 * @param withProxyAgent {@code kill-all-agents} takes the load balancer's agent too
 * @param most no round begins after so long, however many are left; empty: as many as {@code rounds}
 * @param seed {@code random}: of the first round
 * @param crashAt {@code kill-controller}: only this point, such as {@code failover.name.begun}
 */
public record Options(
        int rounds,
        Load load,
        LinkCut linkCut,
        Duration time,
        boolean withProxyAgent,
        Optional<String> crashAt,
        Optional<Duration> most,
        long seed) {}
