package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report.ProbeFault;
import java.sql.SQLException;

/** What a probe met last, in a word and in a sentence. */
record Trouble(ProbeFault fault, String sentence) {
    static final Trouble NONE = new Trouble(ProbeFault.NONE, "");

    static Trouble of(String probe, SQLException e) {
        return new Trouble(Faults.of(e), probe + ": " + Faults.sentence(e));
    }

    boolean any() {
        return fault != ProbeFault.NONE;
    }
}
