package io.signalbox.lab.report;

import io.signalbox.lab.check.Readings;

/**
 * What readers of one port for reads were told.
 *
 * @param done reads
 * @param failed connections that were lost, or not to be had
 * @param oldestMillis for how long a write had been acknowledged, at most, that a read did not see
 * @param stale reads that were older than is promised
 * @param back reads that lack what their own connection had seen before
 * @param backElsewhere the same of a reader's next connection, of which nothing is promised
 */
public record PortReport(long done, long failed, double oldestMillis, long stale, long back, long backElsewhere) {

    public static PortReport of(Readings readings, long failed) {
        return new PortReport(
                readings.done(),
                failed,
                Math.round(readings.oldest().toNanos() / 100_000.0) / 10.0,
                readings.stale().size(),
                readings.back().size(),
                readings.backElsewhere());
    }

    PortReport and(PortReport later) {
        return new PortReport(
                done + later.done,
                failed + later.failed,
                Math.max(oldestMillis, later.oldestMillis),
                stale + later.stale,
                back + later.back,
                backElsewhere + later.backElsewhere);
    }

    /** In words. */
    String sentence() {
        return done + " done, " + failed + " failed; the oldest " + Math.round(oldestMillis) + " ms behind; " + back
                + " went back on one connection, " + backElsewhere + " on the next";
    }
}
