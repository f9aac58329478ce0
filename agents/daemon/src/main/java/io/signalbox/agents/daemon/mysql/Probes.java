package io.signalbox.agents.daemon.mysql;

/**
 * The standing probes of one mysqld: read, observe, heartbeat. Each has a connection and a virtual thread of its own.
 */
public final class Probes implements AutoCloseable {
    /** @param changed called (on a probe's thread, keep it short) when something that matters to a decision flipped */
    public Probes(MysqlAccess access, ProbePeriods periods, Runnable changed) {
        throw new UnsupportedOperationException("being written: " + access + periods + changed);
    }

    public void start() {
        throw new UnsupportedOperationException("being written");
    }

    /** The present state; silences are measured up to this call. Cheap, never blocks. */
    public Seen latest() {
        throw new UnsupportedOperationException("being written");
    }

    /** mysqld's process ended or began: connections are dropped, the last observation is forgotten, silences begin anew. */
    public void restarted() {
        throw new UnsupportedOperationException("being written");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("being written");
    }
}
