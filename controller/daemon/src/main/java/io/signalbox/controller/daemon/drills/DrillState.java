package io.signalbox.controller.daemon.drills;

import java.util.Optional;

/**
 * A drill as it stands.
 *
 * @param start absent for a drill that was started at the command line
 * @param report the JSON that the drill wrote at its end
 */
public record DrillState(String id, State state, String sentence, Optional<DrillStart> start, Optional<String> report) {
    /** Where it is. */
    public enum State {
        RUNNING,
        DONE,
        /** Ended without a report. */
        FAILED
    }
}
