package io.signalbox.lab.fault;

import io.signalbox.site.Site;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A process of the site is killed, and a copy of it with a changed environment takes its place. As soon as the copy is dead, and at the
 * latest when this is healed, the supervisor starts the real one again.
 */
public final class StandIn implements Fault {
    private static final Duration END_BOUND = Duration.ofSeconds(10);

    private final Site site;
    private final String program;
    private final Map<String, String> changes;
    private final Path log;
    private volatile @Nullable Process copy;
    private volatile CompletableFuture<Long> death = new CompletableFuture<>();

    /**
     * @param program whose place is taken, as its supervisor names it
     * @param changes of the environment
     * @param log where the copy's output goes
     */
    public StandIn(Site site, String program, Map<String, String> changes, Path log) {
        this.site = site;
        this.program = program;
        this.changes = Map.copyOf(changes);
        this.log = log;
    }

    @Override
    public void inject() {
        long pid = site.pid(program).orElseThrow(() -> new FaultFailure(program + " does not run."));
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(words(proc.resolve("cmdline")))
                    .directory(Files.readSymbolicLink(proc.resolve("cwd")).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            environment(builder.environment(), words(proc.resolve("environ")));
            site.hold(program);
            end(pid);
            Process started = builder.start();
            copy = started;
            death = started.onExit().thenApply(gone -> died());
        } catch (IOException e) {
            throw new UncheckedIOException("A copy of " + program + " cannot be started: " + e.getMessage(), e);
        }
    }

    private void environment(Map<String, String> environment, List<String> assignments) {
        environment.clear();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals > 0) {
                environment.put(assignment.substring(0, equals), assignment.substring(equals + 1));
            }
        }
        environment.putAll(changes);
    }

    private static List<String> words(Path file) throws IOException {
        return List.of(Files.readString(file).split("\0"));
    }

    private void end(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> {
            new KillProcess(program, pid).inject();
            process.onExit().orTimeout(END_BOUND.toSeconds(), TimeUnit.SECONDS).join();
        });
    }

    private long died() {
        long at = System.nanoTime();
        site.release(program);
        return at;
    }

    /** The copy, once it was started. */
    @Nullable
    Process copy() {
        return copy;
    }

    /** When the copy died, for whoever knows that it did. */
    long diedAt() {
        return death.join();
    }

    @Override
    public void heal() {
        Process started = copy;
        if (started == null) {
            site.release(program);
        } else {
            started.destroyForcibly();
            death.orTimeout(END_BOUND.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    @Override
    public String sentence() {
        return "a copy of " + program + " stands in for it";
    }
}
