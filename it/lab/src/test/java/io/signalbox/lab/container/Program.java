package io.signalbox.lab.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs {@code docker} and {@code docker-compose} as an operator would. */
record Program(Map<String, String> environment, Path directory) {

    /** What it wrote, and how it ended. */
    record Result(int status, String output) {}

    /** Its standard output; fails unless it ends with 0 within the bound. */
    String succeeds(Duration bound, String... argv) throws IOException, InterruptedException {
        Result result = run(bound, argv);
        assertThat(result.status())
                .as(String.join(" ", argv) + ": " + result.output())
                .isZero();
        return result.output();
    }

    Result run(Duration bound, String... argv) throws IOException, InterruptedException {
        Path out = Files.createTempFile("program", ".out");
        try {
            Process process = builder(argv)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            boolean ended = process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            assertThat(ended)
                    .as(String.join(" ", argv) + " within " + bound + ": " + Files.readString(out))
                    .isTrue();
            return new Result(process.exitValue(), Files.readString(out).strip());
        } finally {
            Files.deleteIfExists(out);
        }
    }

    private ProcessBuilder builder(String... argv) {
        ProcessBuilder builder = new ProcessBuilder(argv).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    static String[] join(List<String> first, String... then) {
        return Stream.concat(first.stream(), Stream.of(then)).toArray(String[]::new);
    }
}
