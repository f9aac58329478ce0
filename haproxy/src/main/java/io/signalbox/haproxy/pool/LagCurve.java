package io.signalbox.haproxy.pool;

import java.time.Duration;

/**
 * From lag to weight, in hundredths: the whole up to {@code whole}, then evenly less down to {@link #FLOOR} at
 * {@code most}, and nothing beyond.
 */
public record LagCurve(Duration whole, Duration most) {
    public static final int WHOLE = 100;
    /** Who is read from at all keeps so much: a weight near 0 would only make its last readers' figures strange. */
    public static final int FLOOR = 10;

    public LagCurve {
        if (whole.isNegative() || whole.compareTo(most) >= 0) {
            throw new IllegalArgumentException("whole up to " + whole.toMillis() + " ms, nothing beyond "
                    + most.toMillis() + " ms: the first must be the smaller");
        }
    }

    /** 0, or {@link #FLOOR} to {@link #WHOLE}. */
    public int weight(Duration lag) {
        if (lag.compareTo(most) > 0) {
            return 0;
        }
        if (lag.compareTo(whole) <= 0) {
            return WHOLE;
        }
        double way = (double) lag.minus(whole).toNanos() / most.minus(whole).toNanos();
        return WHOLE - (int) Math.round(way * (WHOLE - FLOOR));
    }
}
