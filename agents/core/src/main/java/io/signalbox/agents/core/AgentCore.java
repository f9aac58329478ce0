package io.signalbox.agents.core;

import java.util.List;

/** Decides for one agent. Single-threaded and deterministic. */
public final class AgentCore {
    public AgentCore(String server, AgentMemory memory) {
        throw new UnsupportedOperationException("being written: " + server + memory);
    }

    /** Takes one event and returns what must be done, in order. */
    public List<AgentEffect> handle(AgentEvent event) {
        throw new UnsupportedOperationException("being written: " + event);
    }

    /** What is on disk, or about to be. */
    public AgentMemory memory() {
        throw new UnsupportedOperationException("being written");
    }
}
