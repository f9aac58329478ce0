package io.signalbox.site.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program that reads files and ends by itself. */
final class Program {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final int LATE = 124;

    private Program() {}

    /** @param said on both outputs */
    record Ended(int code, String said) {
        String lastLines(int number) {
            List<String> lines = said.lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - number), lines.size()));
        }
    }

    static Ended run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("signalbox-said", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return new Ended(LATE, "did not end within " + BOUND.toSeconds() + " s");
            }
            return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
        } finally {
            Files.delete(said);
        }
    }
}
