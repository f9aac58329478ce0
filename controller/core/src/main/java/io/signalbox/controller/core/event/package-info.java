/**
 * All that can happen to the kernel, each with the time at which it happened. Owns nothing: events are facts.
 */
@NullMarked
package io.signalbox.controller.core.event;

import org.jspecify.annotations.NullMarked;
