package io.signalbox.lab.report;

import io.signalbox.lab.check.Quantiles;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A graded drill: what {@code --output json} prints and {@code drills/ID.json} holds.
 *
 * @param rounds that were completed
 * @param writeGapMillis last acknowledgement before to first after, over all writers, per round
 * @param phasesMillis median of each phase
 * @param reads from the pool; all that readers were told is in {@code readers}
 * @param clients each kind of client behind HAProxy that wrote
 * @param bank what was read of the bank's books, where the workload is a bank
 * @param tails rounds that left an unacknowledged tail
 * @param crashes where controllers died, and what it cost
 * @param verdict {@code passed} or {@code failed}
 * @param reasons why it failed
 */
public record DrillReport(
        String drill,
        String id,
        String startedAt,
        int servers,
        String load,
        int rounds,
        Quantiles writeGapMillis,
        Quantiles worstWriterGapMillis,
        SortedMap<String, Double> phasesMillis,
        long acknowledged,
        long acknowledgedLost,
        double twoWritersMillis,
        long duplicated,
        long unexpected,
        long misattributed,
        long unknownOutcomes,
        long failedWrites,
        long reads,
        long failedReads,
        Optional<ReadsReport> readers,
        List<ClientReport> clients,
        Optional<BankReport> bank,
        long refusedConnections,
        long failedConnections,
        long heldConnections,
        double longestHoldMillis,
        Quantiles rejoinMillis,
        long changesOfPrimary,
        int tails,
        List<CrashLine> crashes,
        String verdict,
        List<String> reasons,
        List<RoundReport> perRound) {

    public static final String PASSED = "passed";
    public static final String FAILED = "failed";

    public boolean passed() {
        return verdict.equals(PASSED);
    }
}
