package io.signalbox.lab.report;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One round.
 *
 * @param fault what was done
 * @param from the primary before
 * @param to the primary after
 * @param writeGapMillis absent if no write was acknowledged afterwards
 * @param writeGapWithCutMillis where links were cut before: the same gap from the last acknowledgement, cut included
 * @param laterStallMillis the longest gap afterwards, while the site mended itself
 * @param unknownOutcomes writes whose connection was lost before their answer
 * @param rescued those of them that are there
 * @param failedWrites refused, or of unknown outcome, through HAProxy
 * @param reads from the pool; all that readers were told is in {@code readers}
 * @param contradictions between the ledger and the servers' GTID sets
 */
public record RoundReport(
        int round,
        String fault,
        String from,
        String to,
        long changesOfPrimary,
        Optional<Double> writeGapMillis,
        Optional<Double> worstWriterGapMillis,
        Optional<Double> writeGapWithCutMillis,
        double laterStallMillis,
        SortedMap<String, Double> phasesMillis,
        long acknowledged,
        long acknowledgedLost,
        long duplicated,
        long unexpected,
        long misattributed,
        long unknownOutcomes,
        long rescued,
        long failedWrites,
        double twoWritersMillis,
        List<String> contradictions,
        long openedConnections,
        long refusedConnections,
        long failedConnections,
        long heldConnections,
        double longestHoldMillis,
        long reads,
        long failedReads,
        ReadsReport readers,
        List<ClientReport> clients,
        Optional<BankReport> bank,
        Optional<Double> rejoinMillis,
        Optional<TailReport> tail,
        Optional<CrashReport> crash,
        List<String> reasons,
        List<String> notes) {}
