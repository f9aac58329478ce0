/**
 * What controller and agent say to each other: orders with a fencing token one way, answers and reports the other.
 * Records only; {@link io.signalbox.agents.protocol.Wire} alone knows that they travel as JSON. Owns the invariant that
 * a pair of {@link io.signalbox.agents.protocol.Token tokens} always has an order.
 */
@NullMarked
package io.signalbox.agents.protocol;

import org.jspecify.annotations.NullMarked;
