package io.signalbox.lab.container;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Docker engine that {@code ./signalbox test} found or started. */
final class Engine {
    /** {@code yes}, or why no engine can run here. */
    private static final String ANSWER = "SIGNALBOX_CONTAINERS";

    private static final String YES = "yes";
    private static final String UNTOLD = "containers are tested by `./signalbox test`, which looks for an engine";
    /** From nothing, on a slow mirror. */
    private static final Duration BUILD_BOUND = Duration.ofMinutes(15);

    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();

    private Engine() {}

    /** Why there can be no container here. Empty where there can, once every image is built; what is missing then is a failure. */
    static Optional<String> lack() throws IOException, InterruptedException {
        String answer = Optional.ofNullable(System.getenv(ANSWER)).orElse(UNTOLD);
        if (!answer.equals(YES)) {
            return Optional.of(answer);
        }
        build();
        return Optional.empty();
    }

    /** Of the jars that this build has just made. Quick when neither they nor a Dockerfile have changed. */
    private static void build() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process build = new ProcessBuilder("images/build.sh")
                .directory(REPOSITORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(
                        REPOSITORY.resolve("target/images.log").toFile()))
                .start();
        boolean ended = build.waitFor(BUILD_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        build.destroyForcibly().waitFor();
        if (!ended || build.exitValue() != 0) {
            throw new IllegalStateException("images/build.sh failed within "
                    + Duration.ofNanos(System.nanoTime() - begun).toSeconds()
                    + " s; what it said is in target/images.log");
        }
        System.err.println("The images were ready after "
                + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms.");
    }
}
