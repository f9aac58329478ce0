/**
 * The links to agents. Commands come in, frames go out and back, and what agents say comes out as calls of a listener.
 * Owns the invariants that nothing is believed before both ends have shown the site's key, that an agent speaks for no
 * other server than its own, and that each command ends in exactly one answered or unanswered.
 */
@NullMarked
package io.signalbox.controller.daemon.links;

import org.jspecify.annotations.NullMarked;
