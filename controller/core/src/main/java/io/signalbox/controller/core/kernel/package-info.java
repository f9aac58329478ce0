/**
 * The kernel: one event in, the effects that follow out, nothing else. Owns the order observation, topology, analysis,
 * decision, plan, execution.
 */
@NullMarked
package io.signalbox.controller.core.kernel;

import org.jspecify.annotations.NullMarked;
