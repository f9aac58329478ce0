package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report.ProbeFault;
import java.time.Duration;

/** Is told what the probes see and how they fare. Called on their threads: keep it short. */
public interface ProbeListener {
    /** Writability, a side of semi-sync, the receiver's state or source, or the applier flipped. */
    void changed();

    /** mysqld said that it is ending, and has answered nothing since; told again with each try until it has ended. */
    default void ends() {}

    /** @param kind read, observation or write */
    default void answered(String kind, Duration took) {}

    /** @param kind read, observation or write */
    default void failed(String kind, ProbeFault fault) {}
}
