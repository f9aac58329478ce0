package io.signalbox.agents.daemon.mysql;

import java.time.Duration;

/** A moment on the monotonic clock by which something must have ended. */
record Deadline(long nanos) {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    static Deadline in(Duration bound) {
        return new Deadline(System.nanoTime() + bound.toNanos());
    }

    boolean passed() {
        return System.nanoTime() - nanos >= 0;
    }

    /** What is left; never zero, which drivers take for "for ever". */
    Duration left() {
        Duration left = Duration.ofNanos(nanos - System.nanoTime());
        return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
    }

    Duration leftAtMost(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }
}
