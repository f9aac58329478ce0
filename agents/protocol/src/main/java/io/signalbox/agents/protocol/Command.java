package io.signalbox.agents.protocol;

/**
 * An order under a fencing token.
 *
 * @param id names the command in answers and logs; unique within a leader's term
 * @param epoch the record's epoch when the order was given; an agent that promised a higher one refuses
 */
public record Command(String id, String cluster, Token token, long epoch, Order order) {}
