package io.signalbox.lab.fault;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** One direction of a slow line: when something arrives. It is told the time, and has no clock. Not safe for use by several threads. */
final class SlowLine {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Slowness slowness;
    private final RandomGenerator random;
    private boolean used;
    /** When all that it was given is on its way. */
    private long free;

    private long lastArrival;

    SlowLine(Slowness slowness, RandomGenerator random) {
        this.slowness = slowness;
        this.random = random;
    }

    /** When the last of so many bytes arrives that are given to the line now. */
    long arrival(long now, int bytes) {
        long begin = used ? later(now, free) : now;
        free = begin + bytes * SECOND / slowness.bytesPerSecond();
        long jitter = slowness.jitter().toNanos();
        long arrival = free + slowness.latency().toNanos() + (jitter == 0 ? 0 : random.nextLong(jitter + 1));
        lastArrival = used ? later(arrival, lastArrival) : arrival;
        used = true;
        return lastArrival;
    }

    /** {@link System#nanoTime} may overflow: only differences count. */
    private static long later(long one, long other) {
        return one - other >= 0 ? one : other;
    }
}
