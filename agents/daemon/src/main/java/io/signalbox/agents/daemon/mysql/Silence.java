package io.signalbox.agents.daemon.mysql;

import java.time.Duration;

/** How long ago something succeeded last, on the monotonic clock. */
final class Silence {
    private volatile long since = System.nanoTime();

    /** It succeeded, or begins anew. */
    void broken() {
        since = System.nanoTime();
    }

    Duration lasts() {
        return Duration.ofNanos(System.nanoTime() - since);
    }
}
