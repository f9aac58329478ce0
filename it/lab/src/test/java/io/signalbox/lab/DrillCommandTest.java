package io.signalbox.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.drill.Drills;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DrillCommandTest {
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new DrillCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    @Test
    void listsEveryDrill() {
        assertThat(Drills.ALL)
                .allSatisfy(drill -> assertThat(DrillMain.list()).contains(drill.name(), drill.sentence()));
        assertThat(run("list")).isZero();
    }

    @Test
    void anUnknownDrillIsWrongUseAndNamesTheKnownOnes() {
        assertThat(run("kill-everything")).isEqualTo(2);
        assertThat(errors.toString()).contains("no drill 'kill-everything'", "kill-primary");
    }

    @Test
    void severalMayBeNamedBehindRunAndOneOfThemMayBeWrong() {
        assertThat(run("run", "kill-primary", "kill-everything")).isEqualTo(2);
        assertThat(errors.toString()).contains("no drill 'kill-everything'");
        assertThat(run("run")).isEqualTo(2);
        assertThat(errors.toString()).contains("which drill?");
        assertThat(run()).isEqualTo(2);
        assertThat(run("kill-primary", "hang-primary", "--id", "both")).isEqualTo(2);
        assertThat(errors.toString()).contains("--id names one report, and 2 drills give as many");
    }

    @Test
    void aFileThatIsNoCatalogueIsNotResumed(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("runs.json"), "{\"histories\": 7}");
        assertThat(run("run", "all", "--resume", file.toString(), "--dir", dir.toString()))
                .isEqualTo(1);
        assertThat(file).content().isEqualTo("{\"histories\": 7}");
    }

    @Test
    void namesWrongNumbers() {
        assertThat(run("kill-primary", "--rounds", "-1")).isEqualTo(2);
        assertThat(errors.toString()).contains("--rounds -1");
        assertThat(run("kill-primary", "--rate", "0")).isEqualTo(2);
        assertThat(run("kill-primary", "--link-cut", "sometimes")).isEqualTo(2);
        assertThat(run("kill-primary", "--clients", "browsers")).isEqualTo(2);
        assertThat(errors.toString()).contains("'--clients'", "RAW, POOL, CLI, MIXED");
        assertThat(run("kill-primary", "--workload", "poems")).isEqualTo(2);
        assertThat(errors.toString()).contains("'--workload'", "ROWS, BANK");
    }

    @Test
    void anIdIsAFileNameAndNothingElse() {
        assertThat(run("kill-primary", "--id", "../../etc/passwd")).isEqualTo(2);
        assertThat(errors.toString()).contains("--id ../../etc/passwd");
    }

    @Test
    void aDirectoryWithoutASiteIsAFailureWithASentence(@TempDir Path dir) {
        assertThat(run("kill-primary", "--dir", dir.toString())).isEqualTo(1);
    }
}
