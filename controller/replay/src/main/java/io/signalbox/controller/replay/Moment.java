package io.signalbox.controller.replay;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import java.util.List;
import java.util.Optional;

/**
 * One event of the recording.
 *
 * @param segment the file's name
 * @param number of the event since its kernel began
 * @param recorded what the kernel wanted then
 * @param replayed what a kernel wants now; empty where none could be brought to the same state
 */
record Moment(String segment, long number, Event event, List<Effect> recorded, Optional<List<Effect>> replayed) {
    boolean same() {
        return replayed.filter(recorded::equals).isPresent();
    }

    boolean differs() {
        return replayed.isPresent() && !same();
    }

    /** Something was wanted, then or now. */
    boolean noteworthy() {
        return !recorded.isEmpty()
                || replayed.filter(effects -> !effects.isEmpty()).isPresent();
    }
}
