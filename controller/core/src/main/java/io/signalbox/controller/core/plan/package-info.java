/**
 * The plans as tables: each step's name, which rows of the protocol it is, what must be true before it, what it does, what
 * ends it, and what undoes it. Rows only; how a step is carried out is in {@code execution}, which refuses to be built with
 * a row missing. Owns the points of no return.
 */
@NullMarked
package io.signalbox.controller.core.plan;

import org.jspecify.annotations.NullMarked;
