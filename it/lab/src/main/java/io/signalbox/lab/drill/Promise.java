package io.signalbox.lab.drill;

import io.signalbox.lab.report.DrillReport;
import io.signalbox.lab.workload.Load;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * One row of a drill's grading: a figure of the report, and the most that it may be.
 *
 * @param ofTheGap it is promised of single rows over raw connections; other clients are themselves slower, or slower to come back, and
 *     their gap is told only
 */
public record Promise(String what, ToDoubleFunction<DrillReport> figure, double atMost, String unit, boolean ofTheGap) {
    Promise(String what, ToDoubleFunction<DrillReport> figure, double atMost, String unit) {
        this(what, figure, atMost, unit, false);
    }

    private static Promise gap(String what, ToDoubleFunction<DrillReport> figure, double atMost) {
        return new Promise(what, figure, atMost, " ms", true);
    }

    /** No drill of any kind may break these. */
    static final List<Promise> ALWAYS = List.of(
            none("acknowledged writes lost", DrillReport::acknowledgedLost),
            none("time with two writers", DrillReport::twoWritersMillis),
            none("duplicated writes", DrillReport::duplicated),
            none("unexpected writes", DrillReport::unexpected),
            none("writes acknowledged by one server and executed by another", DrillReport::misattributed));

    /** All that is graded of a drill with this load. */
    static Stream<Promise> of(Drill drill, Load load) {
        return Stream.concat(ALWAYS.stream(), drill.promises().stream())
                .filter(promise -> load.promised() || !promise.ofTheGap());
    }

    /** The site must come through without a change of primary. */
    static final Promise NO_FAILOVER = none("changes of primary", DrillReport::changesOfPrimary);

    /** One failure, one failover. */
    static final Promise ONE_FAILOVER_A_ROUND =
            none("changes of primary beyond one a round", report -> report.changesOfPrimary() - report.rounds());

    static final Promise NONE_REFUSED = none("refused connections", DrillReport::refusedConnections);

    static final Promise NONE_FAILED = none("failed connections", DrillReport::failedConnections);

    static final Promise NO_FAILED_WRITE = none("failed writes", DrillReport::failedWrites);

    static final Promise NO_FAILED_READ = none("failed reads", DrillReport::failedReads);

    /** Of a server that is restarted: each of the two readers' standing sessions may break once, and finds another server then. */
    static final Promise READERS_BREAK_ONCE = none(
            "failed reads beyond one for each reader and round", report -> report.failedReads() - 2L * report.rounds());

    /** Clients must not notice, and nobody takes over. */
    static final List<Promise> UNNOTICED =
            List.of(NO_FAILOVER, NO_FAILED_WRITE, NO_FAILED_READ, NONE_REFUSED, NONE_FAILED);

    static Promise none(String what, ToDoubleFunction<DrillReport> figure) {
        return new Promise(what, figure, 0, "");
    }

    static Promise gapMedian(double millis) {
        return gap("write gap, median", report -> report.writeGapMillis().p50(), millis);
    }

    static Promise gapMax(double millis) {
        return gap("write gap, longest", report -> report.writeGapMillis().max(), millis);
    }

    /** New connections wait where HAProxy has no writer: until its route is right again. */
    static Promise holdMax(double millis) {
        return new Promise("new connection held, longest", DrillReport::longestHoldMillis, millis, " ms");
    }

    /** How much longer a failover took, at most, than one that was left alone. */
    static Promise addedGapMax(double millis) {
        return gap(
                "write gap added by the leader's death, longest",
                report -> report.crashes().stream()
                        .flatMap(crash -> crash.addedGapMillis().stream())
                        .mapToDouble(Double::doubleValue)
                        .reduce(0, Math::max),
                millis);
    }

    static Promise idleTakeoverMax(double millis) {
        return new Promise(
                "takeover while nothing happens, longest",
                report -> report.crashes().stream()
                        .filter(crash -> crash.plan().equals(KillController.IDLE))
                        .flatMap(crash -> crash.controllerBackMillis().stream())
                        .mapToDouble(Double::doubleValue)
                        .reduce(0, Math::max),
                millis,
                " ms");
    }

    static Promise rejoinMax(double millis) {
        return new Promise(
                "old primary back as a healthy replica, longest",
                report -> report.rejoinMillis().max(),
                millis,
                " ms");
    }

    /** The reason why this promise was broken, if it was. */
    public Optional<String> broken(DrillReport report) {
        double found = figure.applyAsDouble(report);
        return found <= atMost
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "%s: %s%s, promised at most %s%s", what, plain(found), unit, plain(atMost), unit));
    }

    private static String plain(double figure) {
        return figure == Math.rint(figure) ? Long.toString((long) figure) : String.format(Locale.ROOT, "%.1f", figure);
    }
}
