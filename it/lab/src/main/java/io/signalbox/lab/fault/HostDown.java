package io.signalbox.lab.fault;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.site.Site;
import io.signalbox.site.supervisor.ProcessIdentity;
import io.signalbox.site.supervisor.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** A server's agent and mysqld are down while something is done to its files, as if its host were restarted. */
record HostDown(Site site, String server) {
    private static final Duration END_BOUND = Duration.ofSeconds(15);
    /** A drill that is interrupted heals beside what it was about to do. */
    private static final Lock ONE_AT_A_TIME = new ReentrantLock();

    /** Work on files. */
    interface Work {
        void run() throws IOException;
    }

    void during(Work work) {
        HoldDown agent = new HoldDown(site, List.of(server + "/agent"));
        ONE_AT_A_TIME.lock();
        try {
            agent.inject();
            endMysqld();
            work.run();
        } catch (IOException e) {
            throw new UncheckedIOException("The files of " + server + ": " + e.getMessage(), e);
        } finally {
            agent.heal();
            ONE_AT_A_TIME.unlock();
        }
    }

    /** A pid file may be older than its process, and its number somebody else's. */
    private void endMysqld() {
        Optional<ProcessIdentity> mysqld = site.mysqld(server)
                .filter(process -> ProcessHandle.of(process.pid())
                        .flatMap(handle -> handle.info().command())
                        .filter(command -> command.endsWith("mysqld"))
                        .isPresent());
        mysqld.ifPresent(process -> Signal.KILL.sendTo(process.pid()));
        if (!Wait.until(END_BOUND, () -> mysqld.stream().noneMatch(ProcessIdentity::alive))) {
            throw new FaultFailure("mysqld of " + server + " did not end within " + END_BOUND.toSeconds() + " s.");
        }
    }
}
