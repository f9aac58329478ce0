package io.signalbox.agents.daemon.process;

import io.signalbox.agents.daemon.config.AgentConfig;
import io.signalbox.agents.daemon.process.ProcessFailure.Code;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Starts mysqld in a session of its own, with nothing of it tied to the agent, so that it outlives the agent; and waits
 * for a mysqld to answer.
 */
public final class MysqldLauncher {
    private static final Duration LOOK = Duration.ofMillis(20);
    /** All that mysqld gets of the agent's environment. */
    private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "TZ", "LANG", "LC_ALL");

    private final AgentConfig.Mysqld config;
    private final ErrorLog log;
    private final AdminPort admin;

    /**
     * A mysqld that exists and need not answer yet.
     *
     * @param logged how long the error log was before
     */
    record Launch(ProcessIdentity process, long logged) {}

    public MysqldLauncher(AgentConfig.Mysqld config) {
        this.config = config;
        this.log = new ErrorLog(config.errorLog());
        this.admin = new AdminPort(config.host(), config.adminPort());
    }

    Launch launch() throws ProcessFailure {
        long logged = log.size();
        Process child = run();
        ProcessIdentity process = ProcessIdentity.of(child.pid()).orElseThrow(() -> endedEarly(logged));
        return new Launch(process, logged);
    }

    /** One that somebody else has launched. */
    Launch running(ProcessIdentity process) {
        return new Launch(process, log.size());
    }

    /** Waits until it answers on its admin port. */
    void awaitAnswer(Launch launch, long deadline, Duration bound) throws ProcessFailure, InterruptedException {
        boolean answers = false;
        do {
            answers = admin.answers();
            if (!isAlive(launch.process())) {
                throw endedEarly(launch.logged());
            }
            if (!answers) {
                if (System.nanoTime() - deadline >= 0) {
                    throw silent(launch, bound);
                }
                Thread.sleep(LOOK);
            }
        } while (!answers);
    }

    private static boolean isAlive(ProcessIdentity process) {
        try (ProcStat stat = ProcStat.open(process).orElse(null)) {
            return stat != null;
        }
    }

    private Process run() throws ProcessFailure {
        ProcessBuilder builder = new ProcessBuilder(command(Niceness.ofThisProcess()));
        builder.environment().keySet().retainAll(PASSED_ON);
        builder.directory(new File("/"));
        builder.redirectInput(Redirect.from(new File("/dev/null")));
        builder.redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(config.errorLog().toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new ProcessFailure(Code.NOT_RUN, "mysqld could not be run: " + e.getMessage());
        }
    }

    /** A session of its own, and the ordinary priority also under an agent that was given a higher one. */
    private List<String> command(int niceness) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        if (niceness < 0) {
            command.addAll(List.of("nice", "-n", Integer.toString(-niceness)));
        }
        command.addAll(List.of(config.program().toString(), "--defaults-file=" + config.defaultsFile()));
        return command;
    }

    private ProcessFailure endedEarly(long logged) {
        return new ProcessFailure(
                Code.ENDED_EARLY, "mysqld ended while it started; its log ends: " + log.lastLines(logged));
    }

    private ProcessFailure silent(Launch launch, Duration bound) {
        return new ProcessFailure(
                Code.SILENT,
                "mysqld " + launch.process() + " runs and does not answer on its admin port after " + bound.toMillis()
                        + " ms; its log ends: " + log.lastLines(launch.logged()));
    }
}
