package io.signalbox.site.supervisor;

import java.util.Optional;

/**
 * One program as the supervisor sees it.
 *
 * @param name {@code host/process}
 * @param pid present while it runs
 * @param starts how often this supervisor started it
 * @param lastEnd how it ended last, in words
 */
public record ProgramStatus(String name, State state, Optional<Long> pid, int starts, Optional<String> lastEnd) {

    /** Where a program stands. */
    public enum State {
        RUNNING,
        /** Ended, will be started again after a pause. */
        WAITING_TO_RESTART,
        /** Ended, and kept down on purpose until it is released. */
        HELD_DOWN,
        /** Ended too often in a row: only a request starts it again. */
        GAVE_UP,
        STOPPED
    }

    public boolean running() {
        return state == State.RUNNING;
    }
}
