package io.signalbox.agents.daemon.isolation;

import java.time.Duration;

/** The kernel's part in turning clients away. Each call blocks within its bound. */
public interface PortFence {
    /** Why this host cannot, or an empty text if it can. */
    String lack();

    /** Drops what comes to the client port, then resets its connections. */
    void close(Duration bound) throws FenceFailure, InterruptedException;

    /** Takes back what {@link #close} did, of an earlier agent too; does nothing where there is nothing. */
    void open(Duration bound) throws FenceFailure, InterruptedException;
}
