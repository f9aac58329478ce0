package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Opening;
import io.signalbox.lab.ledger.Opening.Result;
import java.io.IOException;
import java.time.Duration;

/** Opens a new connection at every beat, whether or not earlier ones were let in yet. */
final class Opener implements Runnable {
    private final Address address;
    private final Account account;
    private final Pace pace;
    private final Ledger ledger;
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
        long started = System.nanoTime();
        try {
            Handshake.perform(address, account, Client.NETWORK_BOUND);
            book(started, Result.OPENED, "");
        } catch (IOException e) {
            book(started, Errors.opening(e), Errors.words(e));
        }
    }

    private void book(long started, Result result, String detail) {
        if (!stopped) {
            ledger.add(new Opening(started, Duration.ofNanos(System.nanoTime() - started), result, detail));
        }
    }

    void stop() {
        stopped = true;
    }
}
