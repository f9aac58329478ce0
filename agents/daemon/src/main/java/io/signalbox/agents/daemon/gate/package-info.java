/**
 * What the agent must not forget, on disk; and the knife for a crashed primary's tail. Memories come in and are durable
 * when the call returns. Owns the invariants that a memory is read back whole or not at all, and that nothing is cut
 * which was not saved.
 */
@NullMarked
package io.signalbox.agents.daemon.gate;

import org.jspecify.annotations.NullMarked;
