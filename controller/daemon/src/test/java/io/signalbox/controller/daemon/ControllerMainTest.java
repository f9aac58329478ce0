package io.signalbox.controller.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerMainTest {
    @TempDir
    Path dir;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aFileThatCannotBeReadIsWrongUse() {
        assertThat(run(dir.resolve("nowhere.yaml").toString())).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("nowhere.yaml: cannot be read");
        assertThat(run(dir.toString())).isEqualTo(2);
    }

    @Test
    void allErrorsOfAFileAreSaidAtOnceAndAreWrongUse() throws Exception {
        Path file = dir.resolve("controller.yaml");
        Files.writeString(file, "site: \"a;b\"\nbogus: 1\n");
        assertThat(run(file.toString())).isEqualTo(2);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("site: a;b")
                .contains("bogus")
                .contains("keyFile");
    }

    private int run(String... arguments) {
        return ControllerMain.run(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
    }
}
