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
    /** So {@code iptables} begins what is no error: that rules of another kind exist beside its own. */
    private static final String REMARK = "#";

    /**
     * That a program did not do what it was told.
     *
     * @param status its exit status; {@link #NONE} if it was not run, or did not end in time
     */
    record Complaint(int status, String sentence) {
        static final int NONE = -1;
    }

    static Optional<Tool> find(String name) {
        return WHERE.stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Tool::new);
    }

    /** Returns its complaint, or nothing if it did what it was told within the bound. */
    Optional<Complaint> run(Duration bound, List<String> arguments) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), arguments.stream())
                        .toList())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.DISCARD);
        builder.environment().clear();
        try {
            return outcome(builder.start(), bound);
        } catch (IOException e) {
            return Optional.of(new Complaint(Complaint.NONE, program + " cannot be run: " + e.getMessage()));
        }
    }

    private Optional<Complaint> outcome(Process process, Duration bound) throws IOException, InterruptedException {
        try {
            if (!process.waitFor(Math.max(1, bound.toMillis()), TimeUnit.MILLISECONDS)) {
                return Optional.of(
                        new Complaint(Complaint.NONE, program + " did not end within " + bound.toMillis() + " ms"));
            }
            return complaint(process.exitValue(), process.getErrorStream().readNBytes(LONGEST_COMPLAINT));
        } finally {
            process.destroyForcibly();
        }
    }

    /** {@code ss} ends with 0 also where the kernel refused, and says so. */
    private Optional<Complaint> complaint(int status, byte[] written) {
        String said = new String(written, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith(REMARK))
                .collect(Collectors.joining("\n"))
                .strip();
        return status == 0 && said.isEmpty()
                ? Optional.empty()
                : Optional.of(new Complaint(status, program + " ended with " + status + ": " + said));
    }
}
