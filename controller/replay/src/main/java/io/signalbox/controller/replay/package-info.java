/**
 * A flight recording through the kernel again, offline. The lines of a recording come in, moments come out: what was
 * decided at each event, and what a kernel of this build decides there, by the recorded settings or by others. Owns the
 * invariant that nothing is called the same that was not compared.
 */
@NullMarked
package io.signalbox.controller.replay;

import org.jspecify.annotations.NullMarked;
