package io.signalbox.histories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code simulate} as a process of its own: a session that gives way to every other, so that tests on real servers can
 * run beside it. {@code -Dsignalbox.histories=N} for another number.
 */
class HundredThousandHistoriesIT {
    private static final long HISTORIES = Long.getLong("signalbox.histories", 100_000);

    /** Where others leave too little, it ends with fewer, and says so. */
    private static final Duration MOST = Duration.ofMinutes(14);

    /** Fewer prove nothing. */
    private static final long FEWEST = 20_000;

    private static final double EVENTS_A_SECOND = 100_000;
    private static final long FEWEST_EVENTS = 200;
    private static final double FAILOVERS = 0.30;
    private static final double OVERLAPS = 0.10;

    @TempDir
    Path directory;

    private @Nullable Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void nothingIsLostAndTheSiteIsWholeAgain() throws IOException, InterruptedException {
        Path found = directory.resolve("found.json");
        process = new ProcessBuilder(command())
                .redirectOutput(found.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        giveWay(process.pid());
        assertThat(process.waitFor(MOST.plusMinutes(1).toSeconds(), TimeUnit.SECONDS))
                .as("it ends by itself")
                .isTrue();
        JsonNode told = new ObjectMapper().readTree(found.toFile());
        long histories = told.path("histories").asLong();
        System.out.printf(
                "%d histories, %d events, %.0f events a second of processor time%n",
                histories,
                told.path("events").asLong(),
                told.path("eventsPerCpuSecond").asDouble());
        if (histories < HISTORIES) {
            System.out.printf(
                    "**** ONLY %d OF %d HISTORIES WERE RUN in %d min: others left too little processor time ****%n",
                    histories, HISTORIES, MOST.toMinutes());
        }
        List<String> broken = StreamSupport.stream(told.path("violations").spliterator(), false)
                .map(violation -> violation.path("invariant").asText() + ", seed "
                        + violation.path("seed").asLong())
                .toList();
        assertThat(broken).as("what standard error says more of").isEmpty();
        assertThat(histories).as("histories").isGreaterThanOrEqualTo(Math.min(HISTORIES, FEWEST));
        assertThat(told.path("eventsPerCpuSecond").asDouble()).isGreaterThan(EVENTS_A_SECOND);
        assertThat(told.path("fewestEvents").asLong()).isGreaterThanOrEqualTo(FEWEST_EVENTS);
        assertThat(told.path("withFailover").asDouble()).isGreaterThanOrEqualTo(FAILOVERS);
        assertThat(told.path("withOverlappingFaults").asDouble()).isGreaterThanOrEqualTo(OVERLAPS);
    }

    private static List<String> command() {
        List<String> command = new ArrayList<>();
        wrapper("setsid").ifPresent(command::add);
        wrapper("chrt").ifPresent(chrt -> command.addAll(List.of(chrt, "--idle", "0")));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "io.signalbox.controller.simulation.SimulateMain",
                "--histories",
                String.valueOf(HISTORIES),
                "--seconds",
                String.valueOf(MOST.toSeconds()),
                "--output",
                "json"));
        return command;
    }

    private static Optional<String> wrapper(String name) {
        return List.of("/usr/bin/", "/bin/").stream()
                .map(directory -> directory + name)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst();
    }

    /** Linux gives each session its share of the processors, whatever its processes' own priority. */
    private static void giveWay(long pid) {
        try {
            Files.writeString(Path.of("/proc", String.valueOf(pid), "autogroup"), "19");
        } catch (IOException e) {
            System.out.println("this kernel has no groups for sessions: " + e);
        }
    }
}
