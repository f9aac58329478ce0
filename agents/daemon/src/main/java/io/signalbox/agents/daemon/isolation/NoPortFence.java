package io.signalbox.agents.daemon.isolation;

import java.time.Duration;

/** A host whose kernel may not be asked. {@code offline_mode} and SIGKILL have to do. */
record NoPortFence(String lack) implements PortFence {
    @Override
    public void close(Duration bound) throws FenceFailure {
        throw new FenceFailure(lack);
    }

    @Override
    public void open(Duration bound) {}
}
