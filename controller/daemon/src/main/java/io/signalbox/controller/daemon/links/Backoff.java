package io.signalbox.controller.daemon.links;

import java.time.Duration;

/** Waits that double from the first to the last. */
final class Backoff {
    private final Duration first;
    private final Duration last;
    private Duration next;

    Backoff(Duration first, Duration last) {
        this.first = first;
        this.last = last;
        this.next = first;
    }

    Duration next() {
        Duration wait = next;
        Duration doubled = wait.multipliedBy(2);
        next = doubled.compareTo(last) < 0 ? doubled : last;
        return wait;
    }

    void reset() {
        next = first;
    }
}
