package io.signalbox.controller.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.analysis.ProblemKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemsPageTest {
    private static final Path PAGE = Path.of("../../docs/problems.md");

    @Test
    void thePageHasEveryProblemInTheOrderOfItsPriorityAndNoOther() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.matches("\\| \\d+ \\| .*"))
                .toList();
        assertThat(rows)
                .describedAs("docs/problems.md must have the table of ProblemKind")
                .containsExactlyElementsOf(Stream.of(ProblemKind.values())
                        .map(ProblemsPageTest::row)
                        .toList());
    }

    private static String row(ProblemKind kind) {
        return "| %d | `%s` | %s | %s |"
                .formatted(
                        kind.priority(),
                        kind.name().toLowerCase(Locale.ROOT),
                        kind.meaning(),
                        kind.primaryIsLost() ? "another ought to be primary, if every other gate lets it" : "reported");
    }
}
