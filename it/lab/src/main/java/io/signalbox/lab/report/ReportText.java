package io.signalbox.lab.report;

import io.signalbox.lab.check.Quantiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A report for people. */
public final class ReportText {
    /** Below so many rounds a 99th percentile is the longest by another name. */
    private static final int ENOUGH_FOR_P99 = 100;

    private ReportText() {}

    public static String of(DrillReport report) {
        StringBuilder text = new StringBuilder();
        text.append(format(
                "%s on %d database servers, %s: %d round(s)%n%n",
                report.drill(), report.servers(), report.load(), report.rounds()));
        report.perRound().forEach(round -> text.append(line(round)));
        text.append('\n');
        row(text, "write gap", quantiles(report.writeGapMillis(), report.rounds()) + " (all writers)");
        row(text, "", quantiles(report.worstWriterGapMillis(), report.rounds()) + " (worst single writer)");
        if (!report.phasesMillis().isEmpty()) {
            row(text, "phases (median)", phases(report.phasesMillis()));
        }
        row(
                text,
                "writes",
                format(
                        "%d acknowledged, %d lost, %d failed through HAProxy; %d of unknown outcome, observers' included",
                        report.acknowledged(),
                        report.acknowledgedLost(),
                        report.failedWrites(),
                        report.unknownOutcomes()));
        clients(text, report);
        row(text, "two writers", format("%.1f ms", report.twoWritersMillis()));
        row(
                text,
                "connections",
                format(
                        "%d refused, %d failed, %d held (longest %.0f ms)",
                        report.refusedConnections(),
                        report.failedConnections(),
                        report.heldConnections(),
                        report.longestHoldMillis()));
        report.readers().ifPresent(readers -> readers(text, readers));
        if (report.rejoinMillis().max() > 0) {
            row(text, "old primary back", quantiles(report.rejoinMillis(), report.rounds()));
        }
        if (report.tails() > 0) {
            row(text, "tails set aside", format("in %d round(s)", report.tails()));
        }
        crashes(text, report.crashes());
        text.append('\n').append(report.verdict().toUpperCase(Locale.ROOT)).append('\n');
        report.reasons().forEach(reason -> text.append("  ").append(reason).append('\n'));
        return text.toString();
    }

    private static void clients(StringBuilder text, DrillReport report) {
        report.clients()
                .forEach(client -> row(
                        text,
                        "  " + client.kind() + " clients",
                        format(
                                "%d acknowledged, %d failed, longest wait of one %.0f ms",
                                client.acknowledged(), client.failed(), client.longestWaitMillis())));
        report.bank().ifPresent(bank -> row(text, "bank", bank.sentence()));
    }

    private static void readers(StringBuilder text, ReadsReport readers) {
        row(text, "reads", readers.pool().sentence());
        readers.fresh()
                .ifPresent(fresh -> row(text, "fresh reads", fresh.sentence() + "; " + fresh.stale() + " stale"));
        row(text, "own writes", readers.ownSentence());
    }

    private static void crashes(StringBuilder text, List<CrashLine> crashes) {
        if (!crashes.isEmpty()) {
            text.append(format(
                    "%n%-22s %-5s %12s %12s %16s%n", "controller died at", "hit", "write gap", "added", "back after"));
        }
        crashes.forEach(crash -> text.append(format(
                "%-22s %-5s %12s %12s %16s%n",
                crash.plan() + "." + crash.step(),
                crash.hit() ? "yes" : "NO",
                millis(crash.writeGapMillis()),
                crash.addedGapMillis().map(added -> format("%+.0f ms", added)).orElse("-"),
                crash.controllerBackMillis()
                        .map(back -> format("%.0f ms", back))
                        .orElse("-"))));
    }

    /** One line, as the log shows it when the round is over. */
    public static String line(RoundReport round) {
        String change = round.from().equals(round.to()) ? round.from() : round.from() + " -> " + round.to();
        return format(
                        "  %3d  %-12s gap %s, worst writer %s, %d acknowledged, %d lost%s%s  %s%n",
                        round.round(),
                        change,
                        millis(round.writeGapMillis()),
                        millis(round.worstWriterGapMillis()),
                        round.acknowledged(),
                        round.acknowledgedLost(),
                        round.rejoinMillis()
                                .map(rejoin -> format(", back after %.1f s", rejoin / 1000))
                                .orElse(""),
                        round.tail()
                                .map(tail -> ", tail of " + tail.transactions())
                                .orElse(""),
                        round.fault())
                + round.reasons().stream()
                        .map(reason -> "         ! " + reason + "\n")
                        .collect(Collectors.joining())
                + round.notes().stream().map(note -> "         " + note + "\n").collect(Collectors.joining());
    }

    private static void row(StringBuilder text, String label, String value) {
        text.append(format("%-18s %s%n", label, value));
    }

    private static String quantiles(Quantiles quantiles, int rounds) {
        return rounds < ENOUGH_FOR_P99
                ? format("p50 %.0f ms, max %.0f ms", quantiles.p50(), quantiles.max())
                : format("p50 %.0f ms, p99 %.0f ms, max %.0f ms", quantiles.p50(), quantiles.p99(), quantiles.max());
    }

    private static String phases(Map<String, Double> phases) {
        return phases.entrySet().stream()
                .map(phase -> format("%s %.0f ms", phase.getKey(), phase.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String millis(Optional<Double> millis) {
        return millis.map(value -> format("%.0f ms", value)).orElse("without end");
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
