package io.signalbox.controller.daemon.drills;

/**
 * A drill as this controller started it, kept on disk.
 *
 * @param startedAt by the wall clock, ISO 8601
 * @param pid of its process, which with {@code pidSince} (milliseconds since 1970) is never mistaken for another
 */
public record DrillStart(
        String id, String drill, int rounds, String requestedBy, String startedAt, long pid, long pidSince) {}
