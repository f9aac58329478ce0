package io.signalbox.controller.core.event;

import java.time.Duration;

/**
 * This host's wall clock and its monotonic clock disagreed about how much time had passed: somebody set the clock, or the
 * host was suspended.
 *
 * @param by the wall clock's lead; negative when it was set back
 */
public record ClockJump(Time at, Duration by) {}
