package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Opening;
import io.signalbox.lab.ledger.Opening.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens a new connection at every beat, whether or not earlier ones were let in yet. One that is neither let in nor refused
 * when clients end is booked as failed: HAProxy may have forgotten it.
 */
final class Opener implements Runnable {
    private final Address address;
    private final Account account;
    private final Pace pace;
    private final Ledger ledger;
    /** Each connection under way, and when it was begun. */
    private final Map<Thread, Long> waiting = new ConcurrentHashMap<>();

    private volatile boolean stopped;

    Opener(Address address, Account account, Pace pace, Ledger ledger) {
        this.address = address;
        this.account = account;
        this.pace = pace;
        this.ledger = ledger;
    }

    @Override
    public void run() {
        while (!stopped) {
            pace.await();
            Thread.ofVirtual().start(this::open);
        }
    }

    private void open() {
        if (stopped) {
            return;
        }
        long started = System.nanoTime();
        waiting.put(Thread.currentThread(), started);
        try {
            Handshake.perform(address, account, Client.NETWORK_BOUND);
            book(Thread.currentThread(), Result.OPENED, "");
        } catch (IOException e) {
            book(Thread.currentThread(), Errors.opening(e), Errors.words(e));
        }
    }

    /** Once for each. */
    private void book(Thread opening, Result result, String detail) {
        Long started = waiting.remove(opening);
        if (started != null) {
            ledger.add(new Opening(started, Duration.ofNanos(System.nanoTime() - started), result, detail));
        }
    }

    /** Begins no more. */
    void stop() {
        stopped = true;
    }

    /** Waits for those under way, and gives up what is left of them. */
    void end(Duration bound) throws InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        for (Thread opening : List.copyOf(waiting.keySet())) {
            if (!opening.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                book(opening, Result.FAILED, "neither let in nor refused when the clients ended");
            }
        }
    }
}
