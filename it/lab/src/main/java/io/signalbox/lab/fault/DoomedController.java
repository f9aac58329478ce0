package io.signalbox.lab.fault;

import io.signalbox.site.Site;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The controller's place is taken by a copy of it that will die at one step of a plan: the environment variable
 * {@code SIGNALBOX_CRASH_AT} names an entry of the journal, such as {@code failover.name.begun}. As soon as it is dead, and at the
 * latest when this is healed, the supervisor starts the real one again.
 */
public final class DoomedController implements Fault {
    /** The only controller of a site that has one. */
    public static final String CONTROLLER = "lb1/controller";

    private static final String VARIABLE = "SIGNALBOX_CRASH_AT";
    /** How the controller ends when it has come to its point. */
    private static final int FAILPOINT_EXIT = 86;

    private static final Duration END_BOUND = Duration.ofSeconds(10);

    private final Site site;
    private final String controller;
    private final String point;
    private final Path log;
    private volatile @Nullable Process process;
    private volatile CompletableFuture<Long> death = new CompletableFuture<>();

    /** @param controller whose place is taken, as its supervisor names it */
    public DoomedController(Site site, String controller, String point, Path log) {
        this.site = site;
        this.controller = controller;
        this.point = point;
        this.log = log;
    }

    @Override
    public void inject() {
        long pid = site.pid(controller).orElseThrow(() -> new FaultFailure(controller + " does not run."));
        Path proc = Path.of("/proc", Long.toString(pid));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder copy = new ProcessBuilder(words(proc.resolve("cmdline")))
                    .directory(Files.readSymbolicLink(proc.resolve("cwd")).toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            environment(copy.environment(), words(proc.resolve("environ")));
            site.hold(controller);
            end(pid);
            Process started = copy.start();
            process = started;
            death = started.onExit().thenApply(gone -> died());
        } catch (IOException e) {
            throw new UncheckedIOException("A copy of the controller cannot be started: " + e.getMessage(), e);
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
        environment.put(VARIABLE, point);
    }

    private static List<String> words(Path file) throws IOException {
        return List.of(Files.readString(file).split("\0"));
    }

    private void end(long pid) {
        ProcessIdentity.of(pid).ifPresent(process -> {
            new KillProcess(controller, pid).inject();
            ProcessHandle.of(pid)
                    .ifPresent(handle -> handle.onExit()
                            .orTimeout(END_BOUND.toSeconds(), TimeUnit.SECONDS)
                            .join());
        });
    }

    private long died() {
        long at = System.nanoTime();
        site.release(controller);
        return at;
    }

    /** When it died; empty if it still lives after the bound, or ended otherwise than at its point. */
    public Optional<Long> awaitDeathAtItsPoint(Duration bound) {
        Process copy = process;
        return copy != null && ended(copy, bound) && copy.exitValue() == FAILPOINT_EXIT
                ? Optional.of(death.join())
                : Optional.empty();
    }

    private static boolean ended(Process copy, Duration bound) {
        try {
            return copy.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void heal() {
        Process copy = process;
        if (copy == null) {
            site.release(controller);
        } else {
            copy.destroyForcibly();
            death.orTimeout(END_BOUND.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    @Override
    public String sentence() {
        return "the controller will die at " + point;
    }
}
