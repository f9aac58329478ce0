package io.signalbox.controller.simulation;

import io.signalbox.controller.core.event.Time;
import java.time.Duration;
import java.time.Instant;

/** A host's clocks: one that only goes forward, a little too fast or too slow, and one for people, which jumps. */
final class ControllerClock {
    private static final double THOUSAND = 1000;

    private final Schedule schedule;
    private final double rate;
    private Duration jumped = Duration.ZERO;

    /** @param drift at most so many thousandths, either way */
    ControllerClock(Schedule schedule, Chance chance, int drift) {
        this.schedule = schedule;
        this.rate = 1 + chance.between(-drift, drift) / THOUSAND;
    }

    Time time() {
        Duration monotonic = Schedule.toDuration((long) (schedule.now() * rate));
        return new Time(monotonic, Instant.EPOCH.plus(monotonic).plus(jumped));
    }

    void jump(Duration by) {
        jumped = jumped.plus(by);
    }
}
