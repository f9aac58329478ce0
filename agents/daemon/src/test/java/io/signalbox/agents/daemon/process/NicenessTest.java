package io.signalbox.agents.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NicenessTest {
    @TempDir
    Path directory;

    @Test
    void isFoundBehindANameWithSpacesAndParentheses() {
        assertThat(Niceness.parse("7 (a) b (c)) S 1 7 7 0 -1 4194560 1 0 0 0 0 0 0 0 10 -10 1 0 99"))
                .isEqualTo(-10);
    }

    /** A process that was made nicer by 5 says so of itself. */
    @Test
    void isWhatNiceSet() throws Exception {
        Path out = directory.resolve("stat");
        Process nicer = new ProcessBuilder(List.of("nice", "-n", "5", "cat", "/proc/self/stat"))
                .redirectOutput(out.toFile())
                .start();
        assertThat(nicer.waitFor()).isZero();
        assertThat(Niceness.parse(text(out))).isEqualTo(Math.min(19, Niceness.ofThisProcess() + 5));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
