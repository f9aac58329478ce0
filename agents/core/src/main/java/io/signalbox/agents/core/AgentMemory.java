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
 * @param routeToken under which {@code route} was ordered
 * @param mark of what this server received, as long as it was read-only; absent before the first, and since a cut
 * @param copying the donor whose data is being copied here; until the copy succeeded, the data is not whole
 */
public record AgentMemory(
        Token highest,
        long promised,
        boolean mayHoldTail,
        Optional<Order.Learn> learned,
        Optional<Order.Route> route,
        Token routeToken,
        Optional<HighWaterMark> mark,
        Optional<String> copying) {
    public static final AgentMemory BLANK = new AgentMemory(
            Token.NONE, 0, false, Optional.empty(), Optional.empty(), Token.NONE, Optional.empty(), Optional.empty());

    /** Of the newest record that this agent knows of. */
    long epoch() {
        long told =
                learned.flatMap(Order.Learn::edition).map(Order.Edition::epoch).orElse(0L);
        return Math.max(promised, told);
    }

    AgentMemory obeying(Token token) {
        return new AgentMemory(token, promised, mayHoldTail, learned, route, routeToken, mark, copying);
    }

    AgentMemory promising(long epoch) {
        return new AgentMemory(
                highest, Math.max(promised, epoch), mayHoldTail, learned, route, routeToken, mark, copying);
    }

    AgentMemory withTail(boolean possible) {
        return new AgentMemory(highest, promised, possible, learned, route, routeToken, mark, copying);
    }

    AgentMemory learning(Order.Learn record) {
        return new AgentMemory(highest, promised, mayHoldTail, Optional.of(record), route, routeToken, mark, copying);
    }

    AgentMemory routing(Order.Route wanted, Token token) {
        return new AgentMemory(highest, promised, mayHoldTail, learned, Optional.of(wanted), token, mark, copying);
    }

    AgentMemory marking(Optional<HighWaterMark> reached) {
        return new AgentMemory(highest, promised, mayHoldTail, learned, route, routeToken, reached, copying);
    }

    AgentMemory copyingFrom(String donor) {
        return new AgentMemory(highest, promised, mayHoldTail, learned, route, routeToken, mark, Optional.of(donor));
    }

    AgentMemory whole() {
        return new AgentMemory(highest, promised, mayHoldTail, learned, route, routeToken, mark, Optional.empty());
    }
}
