package io.signalbox.agents.daemon.application;

import io.signalbox.agents.daemon.process.ProcessIdentity;
import io.signalbox.agents.protocol.Application.Run;
import java.util.Optional;

/**
 * What must be known after a restart of the agent.
 *
 * @param term of the newest leader that was heard here
 * @param lastGood the version that answered well last
 * @param run the last one
 * @param process of that run while it has not ended
 */
record Kept(long term, String lastGood, Optional<Run> run, Optional<ProcessIdentity> process) {
    static final Kept NOTHING = new Kept(0, "", Optional.empty(), Optional.empty());

    Kept with(long newer) {
        return new Kept(newer, lastGood, run, process);
    }

    Kept good(String version) {
        return new Kept(term, version, run, process);
    }

    Kept running(Run begun, Optional<ProcessIdentity> by) {
        return new Kept(term, lastGood, Optional.of(begun), by);
    }

    Kept ended(Run how) {
        return new Kept(term, lastGood, Optional.of(how), Optional.empty());
    }
}
