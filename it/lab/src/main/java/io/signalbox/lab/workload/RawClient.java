package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Opening;
import io.signalbox.lab.ledger.Opening.Result;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A client with at most one connection, which it opens anew at once when it is lost. */
abstract class RawClient implements Client {
    /** Between attempts to connect that fail at once. */
    private static final Duration AFTER_FAILURE = Duration.ofMillis(5);

    final Ledger ledger;
    private final Address address;
    private final Account account;
    private final Pace pace;
    private volatile @Nullable Session session;
    private volatile boolean stopped;

    RawClient(Address address, Account account, Pace pace, Ledger ledger) {
        this.address = address;
        this.account = account;
        this.pace = pace;
        this.ledger = ledger;
    }

    @Override
    public final void run() {
        while (!stopped) {
            pace.await();
            Session open = session == null ? connect() : session;
            if (open != null && !stopped && !use(open)) {
                open.close();
                session = null;
            }
        }
        drop();
    }

    /** Does one piece of work. False: the connection is of no more use. */
    abstract boolean use(Session open);

    private @Nullable Session connect() {
        long started = System.nanoTime();
        try {
            Session opened = Session.open(address, account, NETWORK_BOUND);
            session = opened;
            opening(started, Result.OPENED, "");
            return opened;
        } catch (SQLException e) {
            opening(started, Errors.opening(e), Errors.words(e));
            new Pace(AFTER_FAILURE, AFTER_FAILURE).await();
            return null;
        }
    }

    private void opening(long started, Result result, String detail) {
        if (!stopped) {
            asked(new Opening(started, Duration.ofNanos(System.nanoTime() - started), result, detail));
        }
    }

    /** Books what became of a connection that was asked for. */
    abstract void asked(Opening opening);

    @Override
    public final void stop() {
        stopped = true;
    }

    @Override
    public final void drop() {
        Session open = session;
        if (open != null) {
            open.close();
        }
        dropped();
    }

    /** Drops what it has beside its connection. */
    void dropped() {}
}
