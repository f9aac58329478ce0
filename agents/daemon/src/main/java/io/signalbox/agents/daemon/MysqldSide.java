package io.signalbox.agents.daemon;

import io.signalbox.agents.daemon.gate.DataDir;
import io.signalbox.agents.daemon.gate.Tails;
import io.signalbox.agents.daemon.mysql.ActSession;
import io.signalbox.agents.daemon.mysql.CloneWatch;
import io.signalbox.agents.daemon.mysql.Examiner;
import io.signalbox.agents.daemon.mysql.Probes;
import io.signalbox.agents.daemon.mysql.Seen;
import io.signalbox.agents.daemon.process.Lateness;
import io.signalbox.agents.daemon.process.MysqldProcess;
import io.signalbox.agents.daemon.process.ProcessFailure;
import io.signalbox.agents.daemon.process.ProcessIdentity;
import io.signalbox.agents.daemon.process.ProcessWatch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of this host's mysqld, and what must be told to what when its process begins, answers or ends. */
final class MysqldSide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MysqldSide.class);

    private final MysqldProcess process;
    private final ProcessWatch watch;
    private final ActSession acts;
    private final Probes probes;
    private final Examiner examiner;
    private final Tails tails;
    private final IsolationSide isolation;
    private final Lateness lateness;
    private final DataDir dataDir;
    private final CloneWatch copying;
    private volatile long pid;
    private volatile boolean halted;

    /** What the rest of the agent wants to know; called on threads that must go on. */
    interface Listener {
        void ended(ProcessIdentity process);

        void halted();
    }

    MysqldSide(
            MysqldProcess process,
            ProcessWatch watch,
            ActSession acts,
            Probes probes,
            Examiner examiner,
            Tails tails,
            DataDir dataDir,
            CloneWatch copying,
            IsolationSide isolation,
            Lateness lateness) {
        this.process = process;
        this.watch = watch;
        this.acts = acts;
        this.probes = probes;
        this.examiner = examiner;
        this.tails = tails;
        this.dataDir = dataDir;
        this.copying = copying;
        this.isolation = isolation;
        this.lateness = lateness;
    }

    MysqldProcess process() {
        return process;
    }

    /** Starts it, or takes the one that runs, until it answers and acts can be done. */
    ProcessIdentity launch(Duration bound) throws ProcessFailure, InterruptedException {
        isolation.openPort();
        ProcessIdentity running = process.start(bound, this::begins);
        isolation.openPort();
        openAhead();
        return running;
    }

    /** A mysqld that somebody else has started and that answers, to be taken as ours. */
    Optional<ProcessIdentity> findForeign() {
        Optional<ProcessIdentity> found =
                probes.latest().mysql().isPresent() ? process.findByPidFile() : Optional.empty();
        found.filter(identity -> identity.pid() != pid).ifPresent(this::begins);
        return found;
    }

    ActSession acts() {
        return acts;
    }

    Probes probes() {
        return probes;
    }

    /** What the probes see, and what the processor has to do with it. */
    Seen seen() {
        Seen seen = probes.latest();
        return seen.with(seen.probes().with(lateness.until(System.nanoTime())));
    }

    Examiner examiner() {
        return examiner;
    }

    IsolationSide isolation() {
        return isolation;
    }

    DataDir dataDir() {
        return dataDir;
    }

    CloneWatch copying() {
        return copying;
    }

    Tails tails() {
        return tails;
    }

    long pid() {
        return pid;
    }

    boolean isHalted() {
        return halted;
    }

    /** Begins to look; returns the mysqld that runs. */
    Optional<ProcessIdentity> start(Listener listener) {
        isolation.openPort();
        watch.start(new Watching(listener));
        Optional<ProcessIdentity> running = process.find();
        running.ifPresent(this::begins);
        probes.start();
        examiner.start();
        if (running.isPresent()) {
            openAhead();
        }
        return running;
    }

    /** So that no act has to log in. */
    private void openAhead() {
        try {
            acts.openAhead();
        } catch (SQLException e) {
            LOG.atWarn()
                    .addKeyValue("rule", "open-ahead")
                    .addKeyValue("reason", e.getMessage())
                    .log("mysqld did not let us in.");
        }
    }

    /** A process exists that is ours. */
    private void begins(ProcessIdentity begun) {
        pid = begun.pid();
        halted = false;
        watch.watch(begun);
        probes.restarted();
        examiner.restarted();
    }

    @Override
    public void close() {
        watch.close();
        probes.close();
        examiner.close();
        acts.close();
        isolation.close();
    }

    private final class Watching implements ProcessWatch.Listener {
        private final Listener listener;

        Watching(Listener listener) {
            this.listener = listener;
        }

        /** The others first: what is dropped here hangs on a dead process, and may take its time. */
        @Override
        public void ended(ProcessIdentity ended) {
            lateness.ended();
            listener.ended(ended);
            Thread.ofVirtual().name("mysqld-ended").start(() -> {
                acts.forget();
                isolation.forget();
                probes.restarted();
                examiner.restarted();
            });
        }

        @Override
        public void looked(ProcessIdentity process, long now, long late) {
            lateness.looked(process.pid(), now, late);
        }

        @Override
        public void halted(ProcessIdentity process, boolean now) {
            halted = now;
            LOG.atWarn()
                    .addKeyValue("rule", "halted")
                    .addKeyValue("pid", process.pid())
                    .addKeyValue("halted", now)
                    .log(now ? "mysqld is stopped by a signal." : "mysqld goes on.");
            listener.halted();
        }
    }
}
