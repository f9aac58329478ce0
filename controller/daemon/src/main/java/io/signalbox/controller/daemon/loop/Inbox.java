package io.signalbox.controller.daemon.loop;

import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Event.Reported;
import io.signalbox.controller.core.event.Time;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Events on their way to the kernel, in order. Each is stamped under the lock that orders it, so that times never run
 * backwards, ticks included. While more than {@value #CROWDED} wait, a report replaces the queued one of the same
 * server: what remains is bounded by servers, commands under way and requests ({@value #MOST_EVENTS}).
 */
public final class Inbox {
    static final int CROWDED = 64;
    static final int MOST_EVENTS = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<Event> events = new ArrayDeque<>();
    private final Clock clock;

    public Inbox(Clock clock) {
        this.clock = clock;
    }

    /**
     * Hands in what happened; it is stamped with the time of now.
     *
     * @return false if the event was not taken, because too many wait
     */
    public boolean offer(Function<Time, Event> happened) {
        lock.lock();
        try {
            Event event = happened.apply(clock.now());
            if (events.size() >= CROWDED && event instanceof Reported report) {
                dropSuperseded(report);
            }
            if (events.size() >= MOST_EVENTS) {
                return false;
            }
            events.addLast(event);
            filled.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void dropSuperseded(Reported newer) {
        for (Iterator<Event> queued = events.iterator(); queued.hasNext(); ) {
            if (queued.next() instanceof Reported older
                    && older.report().server().equals(newer.report().server())) {
                queued.remove();
            }
        }
    }

    /** The next event, waited for at most {@code nanos}. */
    Optional<Event> take(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (events.isEmpty() && left > 0) {
                left = filled.awaitNanos(left);
            }
            return Optional.ofNullable(events.pollFirst());
        } finally {
            lock.unlock();
        }
    }

    /** A time that is not before that of any event taken so far. */
    Time now() {
        lock.lock();
        try {
            return clock.now();
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return events.size();
        } finally {
            lock.unlock();
        }
    }
}
