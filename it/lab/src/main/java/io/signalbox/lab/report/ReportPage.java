package io.signalbox.lab.report;

import io.signalbox.lab.check.Quantiles;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report as one HTML file, which loads nothing: {@code drills/ID.html}. */
public final class ReportPage {
    private static final String STYLE = """
            :root { color-scheme: light dark }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem }
            .passed { color: #1a7f37 } .failed { color: #cf222e }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.5rem } dd { margin: 0 }
            table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .35rem .6rem; vertical-align: top }
            th { font-weight: 600 } tbody tr { border-top: 1px solid #8884 } td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
            .scroll { overflow-x: auto } .note { opacity: .7; font-size: .9em } li.failed, p.failed { font-weight: 600 }
            """;

    private ReportPage() {}

    public static String of(DrillReport report) {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .append(text(report.id()))
                .append("</title><style>\n")
                .append(STYLE)
                .append("</style></head><body>\n");
        page.append("<h1>").append(text(report.drill())).append(": ");
        page.append("<span class=\"").append(report.verdict()).append("\">").append(report.verdict());
        page.append("</span></h1>\n");
        list(page, report.reasons(), "failed");
        figures(page, report);
        clients(page, report.clients());
        rounds(page, report.perRound());
        return page.append("</body></html>\n").toString();
    }

    private static void figures(StringBuilder page, DrillReport report) {
        page.append("<dl>\n");
        row(page, "begun", report.startedAt());
        row(page, "site", report.servers() + " database servers, " + report.load());
        row(page, "rounds", Integer.toString(report.rounds()));
        row(page, "write gap, all writers", quantiles(report.writeGapMillis()));
        row(page, "worst single writer", quantiles(report.worstWriterGapMillis()));
        row(page, "acknowledged", Long.toString(report.acknowledged()));
        row(page, "acknowledged and lost", Long.toString(report.acknowledgedLost()));
        row(page, "two writers", format("%.1f ms", report.twoWritersMillis()));
        row(page, "unknown outcome", Long.toString(report.unknownOutcomes()));
        row(
                page,
                "connections",
                format(
                        "%d refused, %d failed, %d held (longest %.0f ms)",
                        report.refusedConnections(),
                        report.failedConnections(),
                        report.heldConnections(),
                        report.longestHoldMillis()));
        report.readers().ifPresent(readers -> readers(page, readers));
        report.bank().ifPresent(bank -> row(page, "bank", bank.sentence()));
        page.append("</dl>\n");
    }

    private static void readers(StringBuilder page, ReadsReport readers) {
        row(page, "reads", readers.pool().sentence());
        readers.fresh()
                .ifPresent(fresh -> row(page, "fresh reads", fresh.sentence() + "; " + fresh.stale() + " stale"));
        row(page, "own writes", readers.ownSentence());
    }

    private static void clients(StringBuilder page, List<ClientReport> clients) {
        page.append("<h2>Clients</h2>\n<table><thead><tr><th>kind</th><th>acknowledged</th><th>failed</th>")
                .append("<th>longest wait of one</th></tr></thead><tbody>\n");
        clients.forEach(client -> {
            page.append("<tr><td>").append(text(client.kind())).append("</td>");
            number(page, Long.toString(client.acknowledged()));
            number(page, Long.toString(client.failed()));
            number(page, format("%.0f ms", client.longestWaitMillis()));
            page.append("</tr>\n");
        });
        page.append("</tbody></table>\n");
    }

    private static void rounds(StringBuilder page, List<RoundReport> rounds) {
        page.append(
                        "<h2>Rounds</h2>\n<div class=\"scroll\"><table><thead><tr><th>round</th><th>fault</th><th>primary</th>")
                .append(
                        "<th>gap</th><th>worst writer</th><th>acknowledged</th><th>lost</th><th>two writers</th><th>back</th>")
                .append("</tr></thead><tbody>\n");
        rounds.forEach(round -> round(page, round));
        page.append("</tbody></table></div>\n");
    }

    private static void round(StringBuilder page, RoundReport round) {
        page.append("<tr>");
        number(page, Integer.toString(round.round()));
        page.append("<td>").append(text(round.fault()));
        list(page, round.reasons(), "failed");
        list(page, round.notes(), "note");
        page.append("</td><td>").append(text(round.from()));
        if (!round.from().equals(round.to())) {
            page.append(" → ").append(text(round.to()));
        }
        page.append("</td>");
        number(page, millis(round.writeGapMillis()));
        number(page, millis(round.worstWriterGapMillis()));
        number(page, Long.toString(round.acknowledged()));
        number(page, Long.toString(round.acknowledgedLost()));
        number(page, format("%.1f ms", round.twoWritersMillis()));
        number(
                page,
                round.rejoinMillis().map(back -> format("%.1f s", back / 1000)).orElse(""));
        page.append("</tr>\n");
    }

    private static void list(StringBuilder page, List<String> lines, String kind) {
        if (!lines.isEmpty()) {
            page.append("<ul>");
            lines.forEach(line -> page.append("<li class=\"")
                    .append(kind)
                    .append("\">")
                    .append(text(line))
                    .append("</li>"));
            page.append("</ul>");
        }
    }

    private static void row(StringBuilder page, String label, String value) {
        page.append("<dt>")
                .append(label)
                .append("</dt><dd>")
                .append(text(value))
                .append("</dd>\n");
    }

    private static void number(StringBuilder page, String value) {
        page.append("<td class=\"n\">").append(text(value)).append("</td>");
    }

    private static String quantiles(Quantiles quantiles) {
        return format("p50 %.0f ms, max %.0f ms", quantiles.p50(), quantiles.max());
    }

    private static String millis(Optional<Double> millis) {
        return millis.map(value -> format("%.0f ms", value)).orElse("without end");
    }

    /** Nothing that comes from a site is taken for markup. */
    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
