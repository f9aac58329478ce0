package io.signalbox.mysql.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document says what {@link FencesIT} holds against a real server, row by row. */
class FencesTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "fences.md");
    private static final String HEAD = "| act | the act itself | the client | row visible on the primary | verdict |";

    @Test
    void theDocumentHasEveryRowAndNoOther() throws IOException {
        List<String> table = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| "))
                .toList();

        assertThat(table.getFirst()).isEqualTo(HEAD);
        assertThat(table.subList(1, table.size()))
                .containsExactlyElementsOf(
                        Arrays.stream(Silencing.values()).map(Silencing::line).toList());
    }

    @Test
    void theDocumentNamesTheVersion() throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("MySQL " + Silencing.VERSION);
    }
}
