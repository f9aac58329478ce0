package io.signalbox.agents.daemon.application;

import io.signalbox.agents.protocol.Application.Fingerprint;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Takes the fingerprint now and then, on a thread of its own, and keeps the last one. */
final class FingerprintWatch implements AutoCloseable {
    private final Fingerprints fingerprints;
    private final Duration every;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread;
    private volatile Fingerprint latest = Fingerprint.NONE;

    FingerprintWatch(Fingerprints fingerprints, Duration every) {
        this.fingerprints = fingerprints;
        this.every = every;
        this.thread = Thread.ofPlatform().name("fingerprint").daemon().start(this::work);
    }

    Fingerprint latest() {
        return latest;
    }

    /** Something changed the files, most likely. */
    void soon() {
        wanted.release();
    }

    private void work() {
        try {
            while (true) {
                latest = fingerprints.take();
                if (wanted.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
                    wanted.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
