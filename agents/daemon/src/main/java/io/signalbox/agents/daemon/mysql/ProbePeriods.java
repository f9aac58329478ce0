package io.signalbox.agents.daemon.mysql;

import java.time.Duration;

/** How often each probe looks. {@code read}: SELECT 1 and the heartbeat; {@code observe}: the whole state. */
public record ProbePeriods(Duration read, Duration observe) {
    public static final ProbePeriods DEFAULT = new ProbePeriods(Duration.ofMillis(100), Duration.ofMillis(150));
}
