/**
 * Drills that the API may start. A name comes in, a process of its own goes out, and what it wrote comes back, also to a
 * controller that was killed by the drill and restarted. Owns the invariants that no shell is involved, that a drill
 * outlives this process, and that one drill runs at a time.
 */
@NullMarked
package io.signalbox.controller.daemon.drills;

import org.jspecify.annotations.NullMarked;
