package io.signalbox.controller.daemon.loop;

import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Event.Reported;
import io.signalbox.controller.core.event.Time;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Events on their way to the kernel, in order, each with the time at which it came; but never with one before a time
 * that was given out already, so that times do not run backwards for the kernel. While more than {@value #CROWDED} wait,
 * a report replaces the queued one of the same server: what remains is bounded by servers, commands under way and
 * requests ({@value #MOST_EVENTS}).
 */
public final class Inbox {
    static final int CROWDED = 64;
    static final int MOST_EVENTS = 1024;

    private record Waiting(Event event, Function<Time, Event> happened) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<Waiting> events = new ArrayDeque<>();
    private final Clock clock;
    private Time given;

    public Inbox(Clock clock) {
        this.clock = clock;
        this.given = clock.now();
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
                String server = report.report().server();
                events.removeIf(waiting -> waiting.event() instanceof Reported older
                        && older.report().server().equals(server));
            }
            if (events.size() >= MOST_EVENTS) {
                return false;
            }
            events.addLast(new Waiting(event, happened));
            filled.signal();
            return true;
        } finally {
            lock.unlock();
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
            return Optional.ofNullable(events.pollFirst()).map(this::inTime);
        } finally {
            lock.unlock();
        }
    }

    private Event inTime(Waiting waiting) {
        Time came = waiting.event().at();
        if (came.since(given).isNegative()) {
            return waiting.happened().apply(given);
        }
        given = came;
        return waiting.event();
    }

    /** A time that is not before that of any event taken so far. */
    Time now() {
        lock.lock();
        try {
            Time now = clock.now();
            given = now.since(given).isNegative() ? given : now;
            return given;
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
