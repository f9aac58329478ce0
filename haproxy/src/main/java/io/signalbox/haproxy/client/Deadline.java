package io.signalbox.haproxy.client;

import java.time.Duration;

/** A moment on the monotonic clock by which something must have ended. */
public record Deadline(long nanoTime) {

    /** That far from now. */
    public static Deadline in(Duration bound) {
        return new Deadline(System.nanoTime() + bound.toNanos());
    }

    /** The earlier of this one and that far from now. */
    public Deadline atMost(Duration bound) {
        Deadline other = in(bound);
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    /** Zero or less when it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(nanoTime - System.nanoTime());
    }

    public boolean passed() {
        return nanoTime - System.nanoTime() <= 0;
    }
}
