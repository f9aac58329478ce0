package io.signalbox.agents.daemon.shell;

import io.signalbox.agents.daemon.mysql.CloneWatch;
import io.signalbox.agents.daemon.mysql.Seen;
import io.signalbox.agents.protocol.Report;
import java.util.Optional;

/** What the agent's eyes see now. Every look is cheap and never blocks. */
public interface Sight {
    /** Empty on a host without a mysqld. */
    Optional<Seen> mysql();

    Report.Host host();

    /** Empty where no proxy is. */
    Optional<Report.Proxy> proxy();

    /** How far a copy of another server's data is; empty while none is made. */
    Optional<CloneWatch.Progress> copying();

    /** The pid of mysqld, or 0. */
    long mysqldPid();

    /** Whether a signal has stopped mysqld. */
    boolean mysqldHalted();
}
