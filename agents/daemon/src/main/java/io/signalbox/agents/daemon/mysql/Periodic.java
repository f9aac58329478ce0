package io.signalbox.agents.daemon.mysql;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Does one thing again and again on a thread of its own: a platform thread, as it is for life and wakes ten times a
 * second, which with the pollers and carriers of a virtual one costs several wake-ups each. A turn that takes long
 * delays only the next one, and missed turns are not made up for.
 */
final class Periodic implements AutoCloseable {
    private final Thread thread;
    private final Duration period;
    private final Runnable turn;
    private volatile boolean closed;
    private volatile boolean woken;

    Periodic(String name, Duration period, Runnable turn) {
        this.period = period;
        this.turn = turn;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Makes the next turn begin at once. */
    void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            long next = System.nanoTime() + period.toNanos();
            turn.run();
            for (long left = left(next); left > 0 && !woken && !closed; left = left(next)) {
                LockSupport.parkNanos(left);
            }
            woken = false;
        }
    }

    private static long left(long until) {
        return until - System.nanoTime();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
