package io.signalbox.controller.daemon.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody waits. */
final class FakePace implements Pace {
    private final AtomicLong millis = new AtomicLong();

    @Override
    public Instant now() {
        return Instant.EPOCH.plus(elapsed());
    }

    @Override
    public Duration elapsed() {
        return Duration.ofMillis(millis.get());
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        millis.addAndGet(time.toMillis());
        Thread.yield();
    }
}
