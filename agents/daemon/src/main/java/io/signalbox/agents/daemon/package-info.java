/**
 * The agent as a process: its file comes in, a running agent or one clear sentence goes out. Owns the invariant that
 * adapters are made in one place, {@link io.signalbox.agents.daemon.Wiring}, and know each other only through ports.
 */
@NullMarked
package io.signalbox.agents.daemon;

import org.jspecify.annotations.NullMarked;
