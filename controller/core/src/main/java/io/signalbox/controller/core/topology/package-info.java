/**
 * The site as it looks at one instant: the record and every observation in, one immutable picture out. Owns the meaning
 * of "fresh", "dead", "follows" and "open"; judges nothing.
 */
@NullMarked
package io.signalbox.controller.core.topology;

import org.jspecify.annotations.NullMarked;
