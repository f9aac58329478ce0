package io.signalbox.controller.replay;

import io.signalbox.controller.core.event.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a replay found, as it goes on. Bounded: of a long recording the first noteworthy moments are kept, all are counted. */
final class Story {
    static final int MOST_MOMENTS = 20_000;

    private final Instant from;
    private final List<Moment> noteworthy = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private Optional<Moment> firstDifference = Optional.empty();
    private Optional<Time> began = Optional.empty();
    private Optional<Time> ended = Optional.empty();
    private long events;
    private long compared;
    private long decisions;
    private long differences;
    private long leftOut;

    /** @param from what was heard earlier is played and not told */
    Story(Instant from) {
        this.from = from;
    }

    void add(Moment moment) {
        if (moment.event().at().wall().isBefore(from)) {
            return;
        }
        events++;
        began = began.or(() -> Optional.of(moment.event().at()));
        ended = Optional.of(moment.event().at());
        compared += moment.replayed().isPresent() ? 1 : 0;
        decisions += moment.recorded().isEmpty() ? 0 : 1;
        if (moment.differs()) {
            differences++;
            firstDifference = firstDifference.or(() -> Optional.of(moment));
        }
        if (moment.noteworthy()) {
            keep(moment);
        }
    }

    private void keep(Moment moment) {
        if (noteworthy.size() < MOST_MOMENTS) {
            noteworthy.add(moment);
        } else {
            leftOut++;
        }
    }

    void add(Note note) {
        notes.add(note);
    }

    List<Moment> noteworthy() {
        return noteworthy;
    }

    List<Note> notes() {
        return notes;
    }

    Optional<Moment> firstDifference() {
        return firstDifference;
    }

    Optional<Instant> began() {
        return began.map(Time::wall);
    }

    Optional<Instant> ended() {
        return ended.map(Time::wall);
    }

    long events() {
        return events;
    }

    /** Events at which a kernel in the same state was asked too. */
    long compared() {
        return compared;
    }

    /** Events at which the recorded kernel wanted something. */
    long decisions() {
        return decisions;
    }

    long differences() {
        return differences;
    }

    long leftOut() {
        return leftOut;
    }
}
