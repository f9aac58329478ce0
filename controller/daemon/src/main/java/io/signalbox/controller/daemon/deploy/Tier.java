package io.signalbox.controller.daemon.deploy;

import io.signalbox.agents.protocol.Order.ServerMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a deployment needs of the kernel that routes the web tier. */
public interface Tier {
    /** Whether this controller leads: it does nothing otherwise. */
    boolean leads();

    /** Of the leader, as the agent beside this server compares it. */
    long term(String backend, String server);

    /**
     * How many proxies there are, and how many of them have told this controller what they do. A drain ends when every proxy that is
     * heard says so: for a controller that hears none it ends at once, and says nothing.
     */
    record Sight(int proxies, int heard) {
        public boolean all() {
            return heard == proxies;
        }

        /** A site without any proxy lacks none. */
        public boolean none() {
            return proxies > 0 && heard == 0;
        }
    }

    Sight sight();

    List<String> servers(String backend);

    /** What is wanted of it now. */
    ServerMode wanted(String backend, String server);

    /** Some proxy gives it clients. */
    boolean takesTraffic(String backend, String server);

    /** Why it cannot be taken out now, or nothing. */
    Optional<String> objection(String backend, String server) throws InterruptedException;

    /** Blocks until it is so on every proxy, as an operator's wish of the same kind would; returns why it did not come to that. */
    Optional<String> set(String backend, String server, ServerMode mode, Duration deadline) throws InterruptedException;
}
