package io.signalbox.lab.workload;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A steady beat that is kept by the clock, not by the length of what is done between. Beats that were missed are not made
 * up for: a client that waited through an outage does not flood the new primary.
 */
final class Pace {
    private final long period;
    private long next;

    Pace(Duration period, Duration offset) {
        this.period = period.toNanos();
        this.next = System.nanoTime() + offset.toNanos();
    }

    /** Waits for the next beat, or until interrupted. */
    void await() {
        long now = System.nanoTime();
        while (next - now > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(next - now);
            now = System.nanoTime();
        }
        next = Math.max(next - now + period, 0) + now;
    }
}
