package io.signalbox.controller.simulation;

import java.time.Duration;
import java.util.PriorityQueue;

/** Virtual time in microseconds, and what is due. Things due at the same time happen in the order they were planned. */
final class Schedule {
    static final long MILLI = 1_000;
    static final long SECOND = 1_000_000;

    private record Due(long at, long order, Runnable act) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private long now;
    private long planned;
    private long happened;

    long now() {
        return now;
    }

    Duration time() {
        return toDuration(now);
    }

    long happened() {
        return happened;
    }

    void after(long micros, Runnable act) {
        queue.add(new Due(now + Math.max(0, micros), planned++, act));
    }

    /** Makes the next thing happen; false if nothing is due by {@code until}. */
    boolean next(long until) {
        Due due = queue.peek();
        if (due == null || due.at() > until) {
            now = Math.max(now, until);
            return false;
        }
        queue.remove();
        now = due.at();
        happened++;
        due.act().run();
        return true;
    }

    static Duration toDuration(long micros) {
        return Duration.ofNanos(micros * 1_000);
    }

    static long toMicros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
