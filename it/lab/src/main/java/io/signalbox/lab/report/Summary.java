package io.signalbox.lab.report;

import io.signalbox.lab.check.Quantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** Rounds into one report. */
public final class Summary {
    private Summary() {}

    /** @param reasons why it failed; empty if it passed */
    public static DrillReport of(
            String drill,
            String id,
            String startedAt,
            int servers,
            String load,
            List<RoundReport> rounds,
            List<String> reasons) {
        return new DrillReport(
                drill,
                id,
                startedAt,
                servers,
                load,
                rounds.size(),
                quantiles(rounds, RoundReport::writeGapMillis),
                quantiles(rounds, RoundReport::worstWriterGapMillis),
                phases(rounds),
                sum(rounds, RoundReport::acknowledged),
                sum(rounds, RoundReport::acknowledgedLost),
                rounds.stream().mapToDouble(RoundReport::twoWritersMillis).sum(),
                sum(rounds, RoundReport::duplicated),
                sum(rounds, RoundReport::unexpected),
                sum(rounds, RoundReport::misattributed),
                sum(rounds, RoundReport::unknownOutcomes),
                sum(rounds, RoundReport::failedWrites),
                sum(rounds, RoundReport::reads),
                sum(rounds, RoundReport::failedReads),
                ReadsReport.together(rounds),
                ClientReport.together(rounds),
                BankReport.together(rounds),
                sum(rounds, RoundReport::refusedConnections),
                sum(rounds, RoundReport::failedConnections),
                sum(rounds, RoundReport::heldConnections),
                max(rounds, RoundReport::longestHoldMillis),
                quantiles(rounds, RoundReport::rejoinMillis),
                sum(rounds, RoundReport::changesOfPrimary),
                (int) rounds.stream().filter(round -> round.tail().isPresent()).count(),
                CrashLine.of(rounds),
                reasons.isEmpty() ? DrillReport.PASSED : DrillReport.FAILED,
                List.copyOf(reasons),
                List.copyOf(rounds));
    }

    private static Quantiles quantiles(List<RoundReport> rounds, Function<RoundReport, Optional<Double>> figure) {
        return Quantiles.of(
                rounds.stream().map(figure).flatMap(Optional::stream).toList());
    }

    private static long sum(List<RoundReport> rounds, ToLongFunction<RoundReport> figure) {
        return rounds.stream().mapToLong(figure).sum();
    }

    private static double max(List<RoundReport> rounds, ToDoubleFunction<RoundReport> figure) {
        return rounds.stream().mapToDouble(figure).max().orElse(0);
    }

    private static SortedMap<String, Double> phases(List<RoundReport> rounds) {
        SortedMap<String, List<Double>> all = new TreeMap<>();
        rounds.forEach(round -> round.phasesMillis()
                .forEach((phase, millis) ->
                        all.computeIfAbsent(phase, name -> new ArrayList<>()).add(millis)));
        SortedMap<String, Double> medians = new TreeMap<>();
        all.forEach((phase, millis) -> medians.put(phase, Quantiles.of(millis).p50()));
        return medians;
    }
}
