package io.signalbox.lab.report;

import io.signalbox.site.Json;
import io.signalbox.site.SiteFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of several drills, one row for each: the newest. As a file it is what {@code --resume} keeps.
 *
 * @param rows in the order in which they were played
 */
public record Catalogue(List<Row> rows) {
    public static final Catalogue EMPTY = new Catalogue(List.of());

    public Catalogue {
        rows = List.copyOf(rows);
    }

    /**
     * One drill, all its rounds.
     *
     * @param id of its own report
     * @param rounds that were completed
     * @param rejoinMaxMillis until whoever was hit was back; 0 if nobody was
     * @param loadAverage of the machine, over the minute before the drill's end
     * @param reasons why it failed
     */
    public record Row(
            String drill,
            String id,
            String startedAt,
            int rounds,
            String verdict,
            double writeGapMaxMillis,
            long acknowledged,
            long acknowledgedLost,
            double twoWritersMillis,
            double rejoinMaxMillis,
            double loadAverage,
            List<String> reasons) {

        public static Row of(DrillReport report, double loadAverage) {
            return new Row(
                    report.drill(),
                    report.id(),
                    report.startedAt(),
                    report.rounds(),
                    report.verdict(),
                    report.writeGapMillis().max(),
                    report.acknowledged(),
                    report.acknowledgedLost(),
                    report.twoWritersMillis(),
                    report.rejoinMillis().max(),
                    loadAverage,
                    report.reasons());
        }

        public boolean passed() {
            return verdict.equals(DrillReport.PASSED);
        }
    }

    /** @throws SiteFailure if {@code file} is there and was not written by this */
    public static Catalogue read(Path file) {
        return Files.exists(file) ? Json.read(file, Catalogue.class) : EMPTY;
    }

    public void write(Path file) {
        ReportFile.write(file, this);
    }

    public Optional<Row> row(String drill) {
        return rows.stream().filter(row -> row.drill().equals(drill)).findFirst();
    }

    /** With this row instead of that drill's older one. */
    public Catalogue with(Row row) {
        List<Row> all = new ArrayList<>(rows);
        all.removeIf(older -> older.drill().equals(row.drill()));
        all.add(row);
        return new Catalogue(all);
    }

    public boolean passed() {
        return rows.stream().allMatch(Row::passed);
    }

    /** For a terminal, and for a page in Markdown. */
    public String table() {
        StringBuilder table = new StringBuilder(
                "| drill | N | outcome | gap max | lost, of writes | two writers | back max | load |\n"
                        + "|---|---|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %.0f ms | %d of %d | %.0f ms | %s | %.1f |%n",
                    row.drill,
                    row.rounds,
                    row.passed() ? DrillReport.PASSED : DrillReport.FAILED + ": " + oneCell(row.reasons),
                    row.writeGapMaxMillis,
                    row.acknowledgedLost,
                    row.acknowledged,
                    row.twoWritersMillis,
                    row.rejoinMaxMillis == 0 ? "" : String.format(Locale.ROOT, "%.1f s", row.rejoinMaxMillis / 1000),
                    row.loadAverage));
        }
        return table.toString();
    }

    private static String oneCell(List<String> reasons) {
        return String.join("; ", reasons).replace('|', '/').replace('\n', ' ');
    }
}
