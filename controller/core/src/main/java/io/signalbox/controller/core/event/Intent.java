package io.signalbox.controller.core.event;

import io.signalbox.agents.protocol.Order.ServerMode;
import java.time.Duration;
import java.util.Optional;

/** What an operator asks for. Empty strings mean "choose for me". */
public sealed interface Intent {
    /** Names the operation in the API. */
    String operation();

    record Switchover(String operation, String to, Duration deadline, boolean dryRun) implements Intent {}

    record Failover(String operation, String to, String reason, boolean allowDataLoss, boolean dryRun)
            implements Intent {}

    record Pause(String operation) implements Intent {}

    record Resume(String operation) implements Intent {}

    /** Orderly end of the day: hold clients, close writes, wait until no commit waits, stop every mysqld. */
    record Shutdown(String operation) implements Intent {}

    /** Take a database server out of service, or put it back: while out it is no acker and nothing is done to it. */
    record Maintain(String operation, String server, boolean on, boolean dryRun) implements Intent {}

    /** Replace a server's data by a copy of another's; it is neither the primary nor an acker. */
    record Reclone(String operation, String server, boolean dryRun) implements Intent {}

    /**
     * The store was put back to an older state: go on with what the agents were told last.
     *
     * @param primary overrides what the newest copy says
     * @param allowDataLoss even if another server holds transactions that the primary lacks
     */
    record Adopt(String operation, String primary, boolean allowDataLoss, boolean dryRun) implements Intent {}

    /**
     * @param weight 0 to 256, or -1 to leave it
     * @param deadline of a server that is taken out: then its sessions are cut; empty: as long as is usual
     */
    record SetWeb(
            String operation,
            String backend,
            String server,
            ServerMode mode,
            int weight,
            Optional<Duration> deadline,
            boolean force,
            boolean dryRun)
            implements Intent {
        public SetWeb(
                String operation,
                String backend,
                String server,
                ServerMode mode,
                int weight,
                boolean force,
                boolean dryRun) {
            this(operation, backend, server, mode, weight, Optional.empty(), force, dryRun);
        }
    }
}
