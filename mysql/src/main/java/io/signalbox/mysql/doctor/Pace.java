package io.signalbox.mysql.doctor;

import java.time.Duration;

/**
 * The waits in an agent's file that a controller's own rest on; or the longest that a controller's bounds allow.
 *
 * @param probe {@code periods.probe}
 * @param report {@code periods.report}
 * @param isolation {@code isolation.after}; a controller has it as {@code isolationAfter}, and it must be the same
 */
public record Pace(Duration probe, Duration report, Duration isolation) {}
