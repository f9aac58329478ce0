package io.signalbox.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.lab.drill.Drill;
import io.signalbox.lab.drill.Drills;
import io.signalbox.lab.drill.LinkCut;
import io.signalbox.lab.drill.Options;
import io.signalbox.lab.report.Catalogue;
import io.signalbox.lab.report.DrillReport;
import io.signalbox.lab.report.Reports;
import io.signalbox.lab.report.RoundReport;
import io.signalbox.lab.report.Summary;
import io.signalbox.lab.workload.Load;
import io.signalbox.site.SiteFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drills that are not played, but reported on. */
class SeriesTest {
    private static final String BAD = "hang-primary";

    private final List<String> played = new ArrayList<>();
    private final StringBuilder out = new StringBuilder();

    @TempDir
    Path dir;

    @Test
    void aDrillThatFailsDoesNotKeepTheOthersFromBeingPlayed() throws Exception {
        Catalogue all = series(Optional.empty()).play(wishes(2, "kill-primary", BAD, "lose-host"));

        assertThat(played).containsExactly("kill-primary", BAD, "lose-host");
        assertThat(all.passed()).isFalse();
        assertThat(all.table().lines())
                .hasSize(5)
                .anyMatch(line -> line.startsWith("| lose-host | 2 | passed | 120 ms | 0 of 2000 | 0 ms | 4.0 s | "))
                .anyMatch(line -> line.startsWith("| hang-primary | 2 | failed: 2 writes / lost | "));
        assertThat(out).contains("PASSED", "FAILED");
    }

    @Test
    void whatPassedWithAsManyRoundsIsNotPlayedAgain() throws Exception {
        Optional<Path> file = Optional.of(dir.resolve("catalogue.json"));
        series(file).play(wishes(3, "kill-primary", BAD));
        played.clear();

        Catalogue all = series(file).play(wishes(3, "kill-primary", BAD, "lose-host"));

        assertThat(played).containsExactly(BAD, "lose-host");
        assertThat(all.rows()).extracting(Catalogue.Row::drill).containsExactly("kill-primary", BAD, "lose-host");
        assertThat(Catalogue.read(file.get())).isEqualTo(all);

        played.clear();
        series(file).play(wishes(4, "kill-primary", "lose-host"));
        assertThat(played).as("more rounds are asked").containsExactly("kill-primary", "lose-host");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldBeforeAnythingIsPlayed() throws Exception {
        Path file = Files.createFile(dir.resolve("no directory")).resolve("catalogue.json");

        assertThatThrownBy(() -> series(Optional.of(file)).play(wishes(1, "kill-primary")))
                .isInstanceOf(SiteFailure.class)
                .hasMessageContaining("catalogue.json cannot be written");
        assertThat(played).isEmpty();
    }

    @Test
    void aRowIsInTheFileBeforeTheNextDrillBegins() throws Exception {
        Path file = dir.resolve("catalogue.json");
        Series series = new Series(
                Optional.of(file),
                (drill, options) -> {
                    if (drill.name().equals(BAD)) {
                        throw new IllegalStateException("the machine was switched off");
                    }
                    return report(drill, options);
                },
                out::append);

        assertThatThrownBy(() -> series.play(wishes(1, "kill-primary", BAD))).isInstanceOf(IllegalStateException.class);

        assertThat(Catalogue.read(file).rows()).extracting(Catalogue.Row::drill).containsExactly("kill-primary");
        assertThat(Files.readString(file)).contains("\"acknowledgedLost\" : 0");
    }

    private Series series(Optional<Path> file) {
        return new Series(
                file,
                (drill, options) -> {
                    played.add(drill.name());
                    return report(drill, options);
                },
                out::append);
    }

    private static DrillReport report(Drill drill, Options options) {
        List<RoundReport> rounds = IntStream.rangeClosed(1, options.rounds())
                .mapToObj(number -> Reports.round(number, 120, 0, 0))
                .toList();
        List<String> reasons = drill.name().equals(BAD) ? List.of("2 writes | lost") : List.of();
        return Summary.of(drill.name(), "id", "2026-11-27T00:00:00Z", 3, "a load", rounds, reasons);
    }

    private static List<Series.Wish> wishes(int rounds, String... names) {
        Options options = new Options(
                rounds,
                Load.STANDARD,
                LinkCut.HALF,
                Duration.ofSeconds(1),
                false,
                Optional.empty(),
                Optional.empty(),
                1);
        return List.of(names).stream()
                .map(name -> new Series.Wish(Drills.named(name).orElseThrow(), options, rounds))
                .toList();
    }
}
