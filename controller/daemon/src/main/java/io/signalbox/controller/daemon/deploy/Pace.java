package io.signalbox.controller.daemon.deploy;

import java.time.Duration;
import java.time.Instant;

/** Time, as a deployment spends it. */
public interface Pace {
    Instant now();

    /** Monotonic. */
    Duration elapsed();

    void pause(Duration time) throws InterruptedException;

    static Pace system() {
        return new Pace() {
            private final long begun = System.nanoTime();

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public Duration elapsed() {
                return Duration.ofNanos(System.nanoTime() - begun);
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }
        };
    }
}
