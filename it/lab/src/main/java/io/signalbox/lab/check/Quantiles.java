package io.signalbox.lab.check;

import java.util.Collection;
import java.util.List;

/** Milliseconds by nearest rank: each figure is one that was measured. Zero when nothing was. */
public record Quantiles(double p50, double p99, double max) {
    public static Quantiles of(Collection<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        return new Quantiles(rank(sorted, 0.50), rank(sorted, 0.99), rank(sorted, 1));
    }

    /** The smallest figure that at least {@code share} of them do not exceed. */
    public static double rank(List<Double> sorted, double share) {
        if (sorted.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }
}
