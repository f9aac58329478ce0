package io.signalbox.agents.daemon.process;

import io.signalbox.agents.daemon.process.MysqldEnd.Certainty;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The one mysqld of this host: found, started, killed, stopped. It is never started twice: whoever wants a start waits
 * for the one that runs. Each call blocks within its bound; a kill may come while a start waits, and ends it.
 */
public final class MysqldProcess {

    private final MysqldSearch search;
    private final MysqldLauncher launcher;
    private final MysqldEnd end = new MysqldEnd();
    /** Held while the process is looked for or made, so that a kill sees every process that exists. */
    private final ReentrantLock birth = new ReentrantLock();

    public MysqldProcess(MysqldSearch search, MysqldLauncher launcher) {
        this.search = search;
        this.launcher = launcher;
    }

    /** The mysqld that runs, whoever started it. */
    public Optional<ProcessIdentity> find() {
        birth.lock();
        try {
            return search.find();
        } finally {
            birth.unlock();
        }
    }

    /** As {@link #find}, but by the pid file alone, which costs next to nothing. */
    public Optional<ProcessIdentity> findByPidFile() {
        return search.byPidFile();
    }

    /**
     * Starts it, or takes the one that runs, and waits until its admin port answers.
     *
     * @param began told of the process as soon as it exists
     */
    public ProcessIdentity start(Duration bound, Consumer<ProcessIdentity> began)
            throws ProcessFailure, InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        MysqldLauncher.Launch launch = begin();
        began.accept(launch.process());
        launcher.awaitAnswer(launch, deadline, bound);
        return launch.process();
    }

    /** SIGKILL; at once where none runs. */
    public Certainty kill(Duration bound) throws ProcessFailure, InterruptedException {
        Optional<ProcessIdentity> running = find();
        return running.isEmpty() ? Certainty.ENDED : end.kill(running.get(), bound);
    }

    /** SIGTERM; at once where none runs. */
    public Certainty stop(Duration bound) throws ProcessFailure, InterruptedException {
        Optional<ProcessIdentity> running = find();
        return running.isEmpty() ? Certainty.ENDED : end.stop(running.get(), bound);
    }

    private MysqldLauncher.Launch begin() throws ProcessFailure, InterruptedException {
        birth.lockInterruptibly();
        try {
            Optional<ProcessIdentity> running = search.find();
            return running.isPresent() ? launcher.running(running.get()) : launcher.launch();
        } finally {
            birth.unlock();
        }
    }
}
