/**
 * The serial line on which the agent's mind lives. Events come in from links, processes and finished works; the mind's
 * effects go out to hands that may block, each under a deadline, and come back as events. Owns the invariants that the
 * mind is touched by one thread only, and that every effect with an id is answered once or given up.
 */
@NullMarked
package io.signalbox.agents.daemon.shell;

import org.jspecify.annotations.NullMarked;
