package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where Debian's Prometheus was unpacked. */
public record Promtool(Path bin) {

    static Promtool installed() {
        Path bin = Optional.ofNullable(System.getenv("SIGNALBOX_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache/signalbox"))
                .resolve("prometheus/usr/bin");
        assertThat(bin.resolve("promtool"))
                .as("Prometheus is missing: `./signalbox test` unpacks what the tests need")
                .isExecutable();
        return new Promtool(bin);
    }

    Path prometheus() {
        return bin.resolve("prometheus");
    }

    /** Runs promtool, which ends by itself, and holds its exit code to 0. */
    void succeeds(Path dir, String... arguments) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(bin.resolve("promtool").toString()));
        argv.addAll(List.of(arguments));
        Process process = new ProcessBuilder(argv)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
