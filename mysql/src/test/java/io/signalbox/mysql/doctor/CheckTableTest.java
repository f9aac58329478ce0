package io.signalbox.mysql.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The document has the table that is executed. */
class CheckTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "doctor.md");
    private static final String HEAD = "| code | promise | severity | why it matters | what to do |";

    @Test
    void theDocumentHasEveryCheckAndNoOther() throws IOException {
        List<String> table = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| "))
                .toList();
        assertThat(table.getFirst()).isEqualTo(HEAD);
        assertThat(table.subList(1, table.size()))
                .containsExactlyElementsOf(
                        Arrays.stream(Check.values()).map(CheckTableTest::line).toList());
    }

    private static String line(Check check) {
        return "| `" + word(check) + "` | " + check.promise() + " | " + word(check.severity()) + " | "
                + check.sentence() + " | " + check.mend() + " |";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
