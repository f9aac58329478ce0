package io.signalbox.lab.check;

import io.signalbox.lab.ledger.Opening;
import io.signalbox.lab.ledger.Opening.Result;
import java.time.Duration;
import java.util.List;

/**
 * What became of new connections.
 *
 * @param held let in, after more than {@link #HELD_AFTER}
 * @param longestHold of those that were let in
 */
public record Openings(long opened, long refused, long failed, long held, Duration longestHold) {
    /** A connection that waits longer was held back by HAProxy until there was a writer. */
    public static final Duration HELD_AFTER = Duration.ofMillis(50);

    public static Openings of(List<Opening> openings) {
        List<Duration> waits = openings.stream()
                .filter(o -> o.result() == Result.OPENED)
                .map(Opening::waited)
                .toList();
        return new Openings(
                waits.size(),
                count(openings, Result.REFUSED),
                count(openings, Result.FAILED),
                waits.stream().filter(w -> w.compareTo(HELD_AFTER) > 0).count(),
                waits.stream().max(Duration::compareTo).orElse(Duration.ZERO));
    }

    private static long count(List<Opening> openings, Result result) {
        return openings.stream().filter(o -> o.result() == result).count();
    }
}
