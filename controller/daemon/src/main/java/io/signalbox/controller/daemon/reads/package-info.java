/**
 * What can be said to those who read. In: the last view and the last report of each agent. Out: who is read from, whether
 * they all hold what a client wrote, how far they lag. Owns the invariants that a client is told so only when it holds for
 * every server that the port for reads can give it, and that the number of those who wait is bounded.
 */
@NullMarked
package io.signalbox.controller.daemon.reads;

import org.jspecify.annotations.NullMarked;
