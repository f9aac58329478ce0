package io.signalbox.haproxy.pool;

import java.time.Duration;
import java.util.Optional;

/**
 * One replica's weight. It falls as soon as the curve asks for it, and rises in small steps, as a replica that has just
 * caught up has cold caches and would lag again under the whole load.
 *
 * @param weight in hundredths
 * @param changed when it became so; empty if it was so from the beginning
 * @param known when its lag was known last
 * @param changes how often it changed
 */
public record Reader(int weight, Optional<Duration> changed, Duration known, long changes) {
    /** Between two changes of one replica's weight. */
    public static final Duration PERIOD = Duration.ofSeconds(1);
    /** Smaller differences change nothing, unless they end a range. */
    public static final int STEP = 10;
    /** What a weight rises by at most in one change. */
    public static final int RISE = 10;
    /** Nothing was known of it for so long: it was down, the primary or in maintenance, and begins small. */
    public static final Duration ABSENT = Duration.ofSeconds(5);

    /** To rise, the lag must be so small that a quarter more would not take the weight down again. */
    private static final int QUARTERS_WANTED = 5;

    private static final int QUARTERS = 4;

    static Reader first(Duration now) {
        return new Reader(LagCurve.WHOLE, Optional.empty(), now, 0);
    }

    Reader look(Duration now, Duration lag, LagCurve curve, boolean mayEmpty) {
        int wanted = wanted(now, lag, curve, mayEmpty);
        boolean waits =
                changed.filter(at -> now.minus(at).compareTo(PERIOD) < 0).isPresent();
        return wanted == weight || waits
                ? new Reader(weight, changed, now, changes)
                : new Reader(wanted, Optional.of(now), now, changes + 1);
    }

    private int wanted(Duration now, Duration lag, LagCurve curve, boolean mayEmpty) {
        int byLag = byLag(now, lag, curve);
        return mayEmpty ? byLag : Math.max(byLag, LagCurve.FLOOR);
    }

    private int byLag(Duration now, Duration lag, LagCurve curve) {
        int asked = curve.weight(lag);
        boolean returns = now.minus(known).compareTo(ABSENT) > 0;
        if (asked == 0 || returns) {
            return Math.min(asked, LagCurve.FLOOR);
        }
        return asked < weight ? fallen(asked) : risen(curve.weight(aQuarterMore(lag)));
    }

    private int fallen(int asked) {
        return weight - asked >= STEP || asked == LagCurve.FLOOR ? asked : weight;
    }

    private int risen(int safe) {
        boolean worthIt = safe - weight >= STEP || safe == LagCurve.WHOLE;
        return worthIt && safe > weight ? Math.min(safe, weight + RISE) : weight;
    }

    private static Duration aQuarterMore(Duration lag) {
        return lag.multipliedBy(QUARTERS_WANTED).dividedBy(QUARTERS);
    }
}
