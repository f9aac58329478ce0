package io.signalbox.site.start;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A moment on the monotonic clock. */
record Deadline(long nanos) {
    private static final Duration LOOK = Duration.ofMillis(50);

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    boolean passed() {
        return System.nanoTime() - nanos >= 0;
    }

    /** Looks again and again until it is true, or time is up. */
    boolean await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (passed()) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }
}
