package io.signalbox.haproxy.pool;

import java.time.Duration;

/**
 * How busy a web server's host was.
 *
 * @param percent 0 to 100
 * @param at when that was measured, on the clock of whoever looks
 */
public record Load(double percent, Duration at) {
    /** Nothing is decided by an older one. */
    public static final Duration OLD = Duration.ofSeconds(5);
    /** A newer figure has replaced two thirds of an older one after this time. */
    public static final Duration SMOOTHED_OVER = Duration.ofSeconds(10);

    public Load {
        if (!(percent >= 0 && percent <= LoadCurve.WHOLE)) {
            throw new IllegalArgumentException("load: " + percent + ": must be 0 to " + LoadCurve.WHOLE);
        }
    }

    boolean isOld(Duration now) {
        return now.minus(at).compareTo(OLD) > 0;
    }

    /** This one with what it was before, as far as that still counts. */
    Load smoothed(Load before) {
        double passed = (double) at.minus(before.at).toNanos() / SMOOTHED_OVER.toNanos();
        double kept = Math.exp(-passed);
        return new Load(percent + (before.percent - percent) * kept, at);
    }
}
