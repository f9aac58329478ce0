/**
 * The life of this host's mysqld, as the kernel tells it: {@code /proc} comes in, "it ended" goes out within
 * milliseconds; starts, kills and orderly stops go the other way. Owns the invariants that a process is always named by
 * pid <em>and</em> start time, that mysqld never depends on the agent's life, and that no shell is ever run.
 */
@NullMarked
package io.signalbox.agents.daemon.process;

import org.jspecify.annotations.NullMarked;
