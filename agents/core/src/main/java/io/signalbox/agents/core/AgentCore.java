package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Report.ProcessState;
import java.util.List;

/** Decides for one agent. Single-threaded and deterministic. */
public final class AgentCore {
    /** @param memory as found on disk, or {@link AgentMemory#BLANK} */
    public AgentCore(AgentSettings settings, AgentMemory memory) {
        throw new UnsupportedOperationException("being written: " + settings.server() + memory);
    }

    /** Takes one event and returns what must be done, in order. */
    public List<AgentEffect> handle(AgentEvent event) {
        throw new UnsupportedOperationException("being written: " + event);
    }

    /** What is on disk, or about to be. */
    public AgentMemory memory() {
        throw new UnsupportedOperationException("being written");
    }

    /** The process as the report must say it, the gate included. */
    public ProcessState process() {
        throw new UnsupportedOperationException("being written");
    }

    /** Why mysqld cannot start, or what it waits for; empty while it runs. */
    public String processDetail() {
        throw new UnsupportedOperationException("being written");
    }
}
