package io.signalbox.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateMainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        CommandLine line = SimulateMain.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }

    @Test
    void printsOneJsonDocumentWithWhatTheDesignNames() throws Exception {
        assertThat(run("--histories", "2", "--seed", "7", "--output", "json")).isZero();
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.get("histories").asInt()).isEqualTo(2);
        assertThat(document.get("events").asLong()).isPositive();
        assertThat(document.get("seconds").asDouble()).isPositive();
        assertThat(document.get("eventsPerSecond").asLong()).isPositive();
        assertThat(document.get("violations").isArray()).isTrue();
        assertThat(document.get("violations")).isEmpty();
        assertThat(document.get("coverage").get("step bootstrap/open").asInt()).isEqualTo(2);
        assertThat(document.get("neverSeen").isArray()).isTrue();
    }

    @Test
    void goesOnWhereItWasStopped(@TempDir Path dir) throws Exception {
        String file = dir.resolve("done.json").toString();
        assertThat(run("--histories", "2", "--seed", "7", "--resume", file)).isZero();
        assertThat(run("--histories", "3", "--seed", "7", "--resume", file)).isZero();
        assertThat(run(
                        "--histories",
                        "3",
                        "--seed",
                        "7",
                        "--output",
                        "json",
                        "--resume",
                        dir.resolve("whole").toString()))
                .isZero();
        assertThat(withoutTime(dir.resolve("done.json"))).isEqualTo(withoutTime(dir.resolve("whole")));
    }

    private static ObjectNode withoutTime(Path file) throws IOException {
        return ((ObjectNode) new ObjectMapper().readTree(file.toFile()))
                .without(List.of("seconds", "eventsPerSecond", "cpuSeconds", "eventsPerCpuSecond"));
    }

    @Test
    void sideBySideTheyComeToTheSame(@TempDir Path dir) throws Exception {
        for (String threads : List.of("1", "3")) {
            String file = dir.resolve(threads).toString();
            assertThat(run("--histories", "40", "--threads", threads, "--resume", file))
                    .isZero();
        }
        assertThat(withoutTime(dir.resolve("3"))).isEqualTo(withoutTime(dir.resolve("1")));
    }

    @Test
    void aFileOfAnythingElseIsWrongUse(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("letter"), "Dear operator");
        assertThat(run("--histories", "1", "--resume", file.toString())).isEqualTo(2);
        assertThat(Files.readString(file)).isEqualTo("Dear operator");
    }

    @Test
    void tellsPeopleWhatItLedThrough() {
        assertThat(run("--histories", "2", "--seed", "7")).isZero();
        assertThat(out.toString()).contains("2 histories", "with a completed failover", "  step bootstrap/open");
    }

    @Test
    void wrongUseIsTwo() {
        assertThat(run("--histories", "0")).isEqualTo(2);
        assertThat(run("--histories", "many")).isEqualTo(2);
        assertThat(run("--seconds", "-1")).isEqualTo(2);
        assertThat(run("--threads", "0")).isEqualTo(2);
        assertThat(run("--output", "xml")).isEqualTo(2);
        assertThat(run("--sesame")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }
}
