package io.signalbox.controller.simulation;

import io.signalbox.agents.core.AgentEffect;
import io.signalbox.agents.core.AgentMemory;

/** Where an agent's memory survives its process. */
final class AgentDisk {
    private static final long FSYNC = 200;
    private static final long FSYNC_USUAL = 900;
    private static final long FSYNC_SLOWEST = 40 * Schedule.MILLI;

    private final World world;
    private final String server;
    private AgentMemory memory = AgentMemory.BLANK;
    private long newest;

    AgentDisk(World world, String server) {
        this.world = world;
        this.server = server;
    }

    AgentMemory memory() {
        return memory;
    }

    /** A new process counts its writes from the first. */
    void begin() {
        newest = 0;
    }

    long latency() {
        return world.chance().delay(FSYNC, FSYNC_USUAL, world.weather().slowest() * FSYNC_SLOWEST);
    }

    /** One that comes behind a newer one is dropped. */
    void keep(AgentEffect.Remember remember) {
        if (remember.id() > newest) {
            newest = remember.id();
            world.judge().remembered(server, memory, remember.memory());
            memory = remember.memory();
        }
    }
}
