package io.signalbox.haproxy.pool;

/**
 * From load to weight, in hundredths. What counts is by how many points of a hundred a server is busier than its peers are
 * on average: up to {@link #TOLERATED} nothing is taken, then a hundredth for each point, and never more than down to
 * {@code floor}. A load follows its weight by at most about as much as it was changed, so that an answer of one for one
 * cannot build itself up.
 *
 * @param floor what every server keeps
 */
public record LoadCurve(int floor) {
    public static final int WHOLE = 100;
    public static final int FLOOR = 30;
    /** Servers that are alike differ by so much from moment to moment. */
    public static final int TOLERATED = 10;

    public LoadCurve {
        if (floor < 1 || floor > WHOLE) {
            throw new IllegalArgumentException("floor: " + floor + ": must be 1 to " + WHOLE);
        }
    }

    /** @param excess of its load over the mean of its peers', in points; negative if it is less busy */
    public int weight(double excess) {
        long taken = Math.round(excess - TOLERATED);
        return (int) Math.max(floor, Math.min(WHOLE, WHOLE - taken));
    }
}
