package io.signalbox.controller.replay;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A report for people. In front of each line: nothing where recording and replay agree, {@code -} what was recorded only,
 * {@code +} what was replayed only, {@code ?} what could not be compared.
 */
final class TextPage {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private TextPage() {}

    static String of(Report report) {
        List<String> lines = new ArrayList<>();
        Story story = report.story();
        lines.add("cluster " + report.cluster() + ", " + segments(report.segments()) + ", " + story.events()
                + " events from " + text(story.began()) + " to " + text(story.ended()) + " (UTC)");
        report.policy().forEach(change -> lines.add("policy: " + change));
        lines.add("");
        story.noteworthy().forEach(moment -> lines.addAll(lines(moment)));
        if (story.leftOut() > 0) {
            lines.add("... and " + story.leftOut() + " more: choose with --from and --to");
        }
        receipts(report).forEach(receipt -> lines.add("receipt: " + receipt(receipt)));
        lines.add("");
        story.notes()
                .forEach(note -> lines.add("note: " + note.segment()
                        + (note.number() > 0 ? ", after event " + note.number() : "") + ": " + note.sentence()));
        lines.add(report.verdict());
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static String segments(List<String> names) {
        return names.size() == 1 ? names.getFirst() : names.getFirst() + " to " + names.getLast();
    }

    private static List<String> lines(Moment moment) {
        List<String> then = moment.recorded().stream().map(Words::of).toList();
        List<String> now = moment.replayed().orElse(List.of()).stream()
                .map((Effect effect) -> Words.of(effect))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add("  " + CLOCK.format(moment.event().at().wall()) + " #" + moment.number() + "  "
                + Words.of(moment.event()));
        if (moment.replayed().isEmpty()) {
            then.forEach(line -> lines.add("?     " + line));
            return lines;
        }
        List<String> rest = new ArrayList<>(now);
        then.forEach(line -> lines.add((rest.remove(line) ? "      " : "-     ") + line));
        rest.forEach(line -> lines.add("+     " + line));
        return lines;
    }

    /** Those that began in what was told. */
    private static List<Receipt> receipts(Report report) {
        Instant began = report.story().began().orElse(Instant.MAX);
        return report.receipts().stream()
                .filter(receipt -> !Instant.parse(receipt.startedAt()).isBefore(began))
                .toList();
    }

    private static String receipt(Receipt r) {
        return r.id() + " " + r.kind() + " " + r.from() + " -> " + (r.to().isEmpty() ? "nobody" : r.to()) + ", "
                + r.result() + ", epoch " + r.epoch() + ", lost " + r.lost() + ", milliseconds " + r.phases();
    }

    private static String text(Optional<Instant> at) {
        return at.map(Instant::toString).orElse("never");
    }
}
