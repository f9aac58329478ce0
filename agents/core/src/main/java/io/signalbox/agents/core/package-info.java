/**
 * The agent's mind: reports and commands in, acts out. Pure. Owns the invariant that a token and a promised epoch are
 * on disk before the act that they cover, and that one order runs at a time.
 */
@NullMarked
package io.signalbox.agents.core;

import org.jspecify.annotations.NullMarked;
