package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Token;
import java.util.Optional;

/**
 * What an agent keeps on disk.
 *
 * @param highest the highest token ever obeyed
 * @param promised the epoch promised by the last Detach or Open: lower ones are refused for ever
 * @param mayHoldTail this server was opened since it last followed somebody: a crash may have left unacknowledged
 *     transactions, so its mysqld is started only by order
 * @param learned the last record this agent was told
 * @param route the last route, on a proxy's host
 */
public record AgentMemory(
        Token highest,
        long promised,
        boolean mayHoldTail,
        Optional<Order.Learn> learned,
        Optional<Order.Route> route,
        Token routeToken) {
    public static final AgentMemory BLANK =
            new AgentMemory(Token.NONE, 0, false, Optional.empty(), Optional.empty(), Token.NONE);
}
