/**
 * The record: what must be right after a crash, changed only by compare-and-swap and only by the leader. Owns the
 * invariants that can be said of one record alone ({@code ackers = {}} is never proven, the primary is no acker).
 */
@NullMarked
package io.signalbox.controller.core.record;

import org.jspecify.annotations.NullMarked;
