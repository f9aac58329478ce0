package io.signalbox.agents.daemon.proxy;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the agents of database servers how far behind they are. */
public interface Asker {
    /** An answer comes by then, or counts as none. */
    Duration BOUND = Duration.ofMillis(200);

    /**
     * @param lag by the heartbeat; empty of a server that is no replica that could be read from
     * @param behind how old what is read there may be; empty if it does not know
     */
    record Freshness(Optional<Duration> lag, Optional<Duration> behind) {
        static final Freshness UNKNOWN = new Freshness(Optional.empty(), Optional.empty());
    }

    /** @param answer called once, on the agent's loop, within the bound */
    void ask(String host, int port, Consumer<Optional<Freshness>> answer);
}
