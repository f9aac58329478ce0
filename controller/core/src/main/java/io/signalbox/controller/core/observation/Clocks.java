package io.signalbox.controller.core.observation;

import io.signalbox.controller.core.event.ClockJump;
import io.signalbox.controller.core.event.Time;
import java.time.Duration;
import java.util.Optional;

/** Compares both clocks from one event to the next. */
final class Clocks {
    /** More than any correction by slewing between two events. */
    private static final Duration JUMP = Duration.ofSeconds(1);

    private Optional<Time> before = Optional.empty();
    private Optional<ClockJump> last = Optional.empty();

    /** True if the wall clock jumped since the event before. */
    boolean jumps(Time now) {
        Optional<Duration> lead =
                before.map(then -> Duration.between(then.wall(), now.wall()).minus(now.since(then)));
        before = Optional.of(now);
        boolean jumped = lead.filter(by -> by.abs().compareTo(JUMP) > 0).isPresent();
        if (jumped) {
            last = lead.map(by -> new ClockJump(now, by));
        }
        return jumped;
    }

    Optional<ClockJump> lastJump() {
        return last;
    }
}
