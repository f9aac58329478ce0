package io.signalbox.agents.daemon.proxy;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks the agents of web servers how busy their hosts are. */
public interface LoadAsker {

    /**
     * @param server the web server's name, as its agent knows it
     * @param percent 0 to 100
     * @param age since it was measured
     */
    record Told(String server, double percent, Duration age) {}

    /** @param answer called once, on the agent's loop, within {@link Asker#BOUND} */
    void ask(String host, int port, Consumer<Optional<Told>> answer);
}
