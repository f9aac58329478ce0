package io.signalbox.agents.daemon.isolation;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program of the host, run with a list of arguments: there is no shell that could misread them. */
record Tool(Path program) {
    private static final List<String> WHERE = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");
    private static final int LONGEST_COMPLAINT = 300;
    private static final String REMARK = "# Warning: ";

    static Optional<Tool> find(String name) {
        return WHERE.stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Tool::new);
    }

    /** Returns its complaint, or nothing if it did what it was told within the bound. */
    Optional<String> run(Duration bound, List<String> arguments) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), arguments.stream())
                        .toList())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.DISCARD);
        builder.environment().clear();
        try {
            return outcome(builder.start(), bound);
        } catch (IOException e) {
            return Optional.of(program + " cannot be run: " + e.getMessage());
        }
    }

    private Optional<String> outcome(Process process, Duration bound) throws IOException, InterruptedException {
        try {
            if (!process.waitFor(Math.max(1, bound.toMillis()), TimeUnit.MILLISECONDS)) {
                return Optional.of(program + " did not end within " + bound.toMillis() + " ms");
            }
            String said = complaint(
                    new String(process.getErrorStream().readNBytes(LONGEST_COMPLAINT), StandardCharsets.UTF_8));
            boolean fine = process.exitValue() == 0 && said.isEmpty();
            return fine ? Optional.empty() : Optional.of(program + " ended with " + process.exitValue() + ": " + said);
        } finally {
            process.destroyForcibly();
        }
    }

    /** {@code ss} complains and ends with 0. iptables remarks on tables of an older kind, such as Docker's, that are there too. */
    static String complaint(String said) {
        return said.lines()
                .filter(line -> !line.startsWith(REMARK))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
