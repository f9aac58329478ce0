package io.signalbox.site.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Starts programs, and finds those that still run from an earlier supervisor's days by what it wrote into {@code pids/}. */
final class Starter {
    private final Path pids;

    Starter(Path pids) {
        this.pids = pids;
    }

    Optional<RunningProcess> adopt(Program program) {
        try {
            return ProcessIdentity.parse(Files.readString(pidFile(program)))
                    .filter(ProcessIdentity::alive)
                    .map(RunningProcess.Adopted::new);
        } catch (IOException neverStarted) {
            return Optional.empty();
        }
    }

    RunningProcess start(Program program) throws IOException {
        Files.createDirectories(pids);
        ProcessBuilder builder = new ProcessBuilder(program.command())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(program.log().toFile()));
        builder.environment().putAll(program.environment());
        Process process = builder.start();
        ProcessIdentity identity =
                ProcessIdentity.of(process.pid()).orElseGet(() -> new ProcessIdentity(process.pid(), 0));
        note(program, process, identity);
        return new RunningProcess.Child(process, identity);
    }

    /** A process that nobody will find again must not stay: the next try would start a second one beside it. */
    private void note(Program program, Process process, ProcessIdentity identity) throws IOException {
        try {
            Files.writeString(pidFile(program), identity.line());
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    void forget(Program program) {
        try {
            Files.deleteIfExists(pidFile(program));
        } catch (IOException stays) {
            // A left-over line names a process that is gone: adopt() will see that.
        }
    }

    private Path pidFile(Program program) {
        return pids.resolve(program.name().replace('/', '-'));
    }
}
