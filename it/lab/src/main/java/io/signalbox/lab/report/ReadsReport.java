package io.signalbox.lab.report;

import io.signalbox.lab.check.OwnReadings;
import io.signalbox.lab.check.Readings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What readers were told.
 *
 * @param pool through the port for reads
 * @param fresh through the port for fresh reads; of these none may be stale
 * @param ownThere how often a client found what it had written, through the port for reads, when the server had said that it has it
 * @param ownMissing how often it did not
 * @param ownNotInTime how often the server did not say so in time
 * @param faults what is wrong, an example of each kind
 */
public record ReadsReport(
        PortReport pool,
        Optional<PortReport> fresh,
        long ownThere,
        long ownMissing,
        long ownNotInTime,
        List<String> faults) {

    /**
     * @param pool how the readers of the pool fared
     * @param fresh how the readers of the port for fresh reads fared, where there is one
     * @param freshFailed connections to that port that were lost, or not to be had
     */
    public static ReadsReport of(
            Readings pool, long poolFailed, Optional<Readings> fresh, long freshFailed, OwnReadings own) {
        List<String> faults = new ArrayList<>();
        example(faults, "went back", pool.back());
        fresh.ifPresent(readings -> {
            example(faults, "fresh reads went back", readings.back());
            example(faults, "stale reads", readings.stale());
            if (readings.done() == 0) {
                faults.add("nothing could be read through the port for fresh reads");
            }
        });
        example(faults, "own writes not there", own.missing());
        if (own.there() == 0) {
            faults.add("no client could read back what it wrote");
        }
        return new ReadsReport(
                PortReport.of(pool, poolFailed),
                fresh.map(readings -> PortReport.of(readings, freshFailed)),
                own.there(),
                own.missing().size(),
                own.notInTime(),
                faults);
    }

    private static void example(List<String> faults, String kind, List<String> found) {
        if (!found.isEmpty()) {
            faults.add(kind + ": " + found.size() + ", such as: " + found.getFirst());
        }
    }

    /** Of all rounds; empty if there was none. */
    static Optional<ReadsReport> together(List<RoundReport> rounds) {
        return rounds.stream().map(RoundReport::readers).reduce(ReadsReport::and);
    }

    private ReadsReport and(ReadsReport later) {
        return new ReadsReport(
                pool.and(later.pool),
                Stream.of(fresh, later.fresh).flatMap(Optional::stream).reduce(PortReport::and),
                ownThere + later.ownThere,
                ownMissing + later.ownMissing,
                ownNotInTime + later.ownNotInTime,
                Stream.concat(faults.stream(), later.faults.stream()).distinct().toList());
    }

    /** In words. */
    String ownSentence() {
        return ownThere + " read back, " + ownMissing + " not there, " + ownNotInTime + " not in time";
    }
}
