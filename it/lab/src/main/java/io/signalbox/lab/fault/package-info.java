/**
 * What is done to a site, one small class each. Comes in: processes and addresses. Goes out: signals, packet filter rules, what else breaks things.
 * Owns the invariant that whatever was injected is healed: at the end of a drill, on Ctrl-C, and of a drill that was killed,
 * by the next one.
 */
@NullMarked
package io.signalbox.lab.fault;

import org.jspecify.annotations.NullMarked;
