/**
 * The checkers, pure: what clients saw and what servers hold comes in, counts and durations go out. Owns the definitions of
 * lost, two writers, write gap, and a wrong sum. They are tested with planted faults, on lists and on real servers, because a
 * checker that cannot fail proves nothing.
 */
@NullMarked
package io.signalbox.lab.check;

import org.jspecify.annotations.NullMarked;
