package io.signalbox.controller.core.observation;

import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.event.Time;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a report was under way, beyond the quickest of the last seconds: a network that held reports up delivers
 * sights of a world that has changed since. Both clocks are monotonic and neither is set by the other, so that only
 * differences of one agent life are compared; they may run apart by a few hundredths, as the window is short.
 */
final class Lateness {
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private String incarnation = "";
    private Time begun = new Time(Duration.ZERO, Instant.EPOCH);
    private Duration quickest = Duration.ZERO;
    private Duration quickestBefore = Duration.ZERO;

    /** Takes in a report, and answers how much later than others it came; never negative. */
    Duration of(Report report, Time arrival) {
        Duration way = arrival.monotonic().minus(report.uptime());
        if (!report.incarnation().equals(incarnation)) {
            incarnation = report.incarnation();
            begun = arrival;
            quickest = way;
            quickestBefore = way;
        } else if (arrival.since(begun).compareTo(WINDOW) >= 0) {
            begun = arrival;
            quickestBefore = quickest;
            quickest = way;
        }
        quickest = shorter(quickest, way);
        return way.minus(shorter(quickest, quickestBefore));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
