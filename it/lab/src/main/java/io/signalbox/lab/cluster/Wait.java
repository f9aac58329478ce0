package io.signalbox.lab.cluster;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Looks again and again until something is so, never longer than a bound. */
public final class Wait {
    private static final Duration LOOK = Duration.ofMillis(20);

    private Wait() {}

    /** True as soon as it is so; false if it was not within the bound, or the thread was interrupted. */
    public static boolean until(Duration bound, BooleanSupplier so) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return true;
    }

    /** Lets this much time go by. */
    public static void forA(Duration time) {
        until(time, () -> false);
    }
}
