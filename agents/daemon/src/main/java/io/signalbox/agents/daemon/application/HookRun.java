package io.signalbox.agents.daemon.application;

import io.signalbox.agents.protocol.Application.Run;
import io.signalbox.agents.protocol.Application.RunState;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a hook: {@code HOOK VERSION} in a session of its own, with nothing of the agent's environment. What it starts and leaves
 * behind when it ends by itself lives on, as a web server does; at the deadline everything of it is killed.
 */
final class HookRun {
    private static final Logger LOG = LoggerFactory.getLogger(HookRun.class);
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG", "C.UTF-8");
    private static final int CHUNK = 64 * 1024;
    private static final long LOOK_MILLIS = 10;
    /** What is left in the pipe when the hook has ended; a flood of somebody whom it left behind is not read. */
    private static final int MOST_STRAGGLERS = 16;

    private final String id;
    private final String version;
    private final Duration bound;
    private final OutputTail output = new OutputTail();
    private final long begun = System.nanoTime();
    private final Process process;
    private volatile String killedFor = "";
    private volatile Run ended;

    private HookRun(String id, String version, Duration bound, Process process) {
        this.id = id;
        this.version = version;
        this.bound = bound;
        this.process = process;
        this.ended = told(RunState.RUNNING, Run.NO_EXIT, "");
    }

    /** Starts it; {@link #await} must be called then. */
    static HookRun start(Path program, String id, String version, Duration bound) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of("setsid", program.toString(), version))
                .directory(new File("/"))
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        return new HookRun(id, version, bound, builder.start());
    }

    String id() {
        return id;
    }

    long pid() {
        return process.pid();
    }

    /** Makes {@link #await} kill it. */
    void stop(String why) {
        killedFor = why;
    }

    Run now() {
        Run last = ended;
        return last.state() == RunState.RUNNING ? told(RunState.RUNNING, Run.NO_EXIT, "") : last;
    }

    /** Blocks until it has ended, at the deadline with force. Never reads where nothing is: a pipe may stay open for ever. */
    Run await() throws InterruptedException {
        try (InputStream in = process.getInputStream()) {
            while (process.isAlive()) {
                if (killedFor.isEmpty() && age().compareTo(bound) > 0) {
                    killedFor = "it did not end within " + bound.toMillis() + " ms";
                }
                if (!killedFor.isEmpty()) {
                    return end(killed());
                }
                if (!read(in)) {
                    process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
            for (int i = 0; i < MOST_STRAGGLERS && read(in); i++) {}
        } catch (IOException e) {
            // The hook itself closed the pipe's other end, or is gone; its exit status tells the rest.
            LOG.atDebug().addKeyValue("rule", "hook").setCause(e).log("The output ended early.");
        }
        int exit = process.waitFor();
        return end(
                exit == 0
                        ? told(RunState.DONE, exit, "")
                        : told(RunState.FAILED, exit, "the hook ended with status " + exit));
    }

    private Run end(Run run) {
        ended = run;
        return run;
    }

    private Run killed() throws InterruptedException {
        boolean gone = new Kin(process.pid()).kill();
        String sentence = killedFor + (gone ? ", and was killed" : ", and could not be killed");
        return told(RunState.KILLED, Run.NO_EXIT, sentence);
    }

    private boolean read(InputStream in) throws IOException {
        int waiting = in.available();
        if (waiting <= 0) {
            return false;
        }
        byte[] bytes = in.readNBytes(Math.min(waiting, CHUNK));
        output.add(bytes, bytes.length);
        return true;
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private Run told(RunState state, int exit, String sentence) {
        return new Run(id, version, state, exit, age(), output.lines(), output.dropped(), sentence);
    }
}
