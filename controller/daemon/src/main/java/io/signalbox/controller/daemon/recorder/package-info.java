/**
 * The flight recorder: every event that reached a kernel, and beside it every effect that the kernel wanted, in a bounded
 * directory of segments. Events and effects come in from the kernel's thread and never make it wait; lines come out, for
 * {@code ./signalbox replay}. Owns the invariant that a recording says where it is not whole: what was not written is
 * counted and stands in it as a gap, a torn end and damage are told from each other, and behind a gap nothing counts as
 * comparable before the next picture of the kernel.
 */
@NullMarked
package io.signalbox.controller.daemon.recorder;

import org.jspecify.annotations.NullMarked;
