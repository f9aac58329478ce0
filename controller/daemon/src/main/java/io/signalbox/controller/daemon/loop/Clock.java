package io.signalbox.controller.daemon.loop;

import io.signalbox.controller.core.event.Time;
import java.time.Duration;
import java.time.Instant;

/** Both clocks, read together. */
public interface Clock {
    Time now();

    /** The process's own; its monotonic part begins when it is made. */
    static Clock system() {
        long start = System.nanoTime();
        return () -> new Time(Duration.ofNanos(System.nanoTime() - start), Instant.now());
    }
}
