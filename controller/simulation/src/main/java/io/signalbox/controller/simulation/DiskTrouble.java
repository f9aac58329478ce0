package io.signalbox.controller.simulation;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProbeFault;

/** What can be wrong with the file system of a server's data, as writes meet it and as reports show it. */
enum DiskTrouble {
    NONE(ProbeFault.NONE),
    FULL(ProbeFault.DISK_FULL),
    READ_ONLY(ProbeFault.FILE_SYSTEM_READ_ONLY),
    /** Writes wait; nothing fails, and nothing is said. */
    STALLED(ProbeFault.SILENT);

    private final ProbeFault fault;

    DiskTrouble(ProbeFault fault) {
        this.fault = fault;
    }

    /** What a heartbeat's write meets. */
    ProbeFault fault() {
        return fault;
    }

    Report.Host host() {
        return this == FULL
                ? new Report.Host(0.001, 1L << 20, 0.1, false, "")
                : new Report.Host(0.5, 1L << 40, 0.1, this == READ_ONLY, "");
    }
}
