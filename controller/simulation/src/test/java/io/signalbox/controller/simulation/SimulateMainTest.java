package io.signalbox.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
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
    }

    @Test
    void wrongUseIsTwo() {
        assertThat(run("--histories", "0")).isEqualTo(2);
        assertThat(run("--histories", "many")).isEqualTo(2);
        assertThat(run("--output", "xml")).isEqualTo(2);
        assertThat(run("--sesame")).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }
}
