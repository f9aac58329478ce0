package io.signalbox.agents.daemon.proxy;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * The watch's own thread: a look every {@link #PERIOD}, a whole one every second time or when there is reason to hurry,
 * and quicker ones while nobody answers, as a restarted HAProxy holds its clients until it gets its route.
 */
final class Rounds implements AutoCloseable {
    static final Duration PERIOD = Duration.ofMillis(100);
    static final Duration PERIOD_WHILE_GONE = Duration.ofMillis(20);

    private static final Duration END_BOUND = Duration.ofSeconds(1);

    private final Predicate<Boolean> look;
    private final Thread thread;
    private volatile boolean hurry;
    private volatile boolean closed;

    /** @param look is given whether to look at all servers; returns whether HAProxy answered */
    Rounds(Predicate<Boolean> look) {
        this.look = look;
        this.thread = Thread.ofPlatform().name("haproxy-watch").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The next look comes now. */
    void hurry() {
        hurry = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        for (long round = 0; !closed; round++) {
            long start = System.nanoTime();
            boolean whole = round % 2 == 0 || hurry;
            hurry = false;
            boolean answered = look.test(whole);
            rest(start + (answered ? PERIOD : PERIOD_WHILE_GONE).toNanos());
        }
    }

    private void rest(long until) {
        while (!closed && !hurry && until - System.nanoTime() > 0) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END_BOUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
