package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Opening;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Borrows a connection for each write and gives it back, as one thread of an application. */
final class PoolWriter implements Client {
    private final Pool pool;
    private final Pace pace;
    private final Scribe scribe;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Connection borrowed;
    private volatile boolean stopped;

    PoolWriter(Pool pool, Pace pace, Scribe scribe) {
        this.pool = pool;
        this.pace = pace;
        this.scribe = scribe;
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!stopped) {
            pace.await();
            Connection connection = stopped ? null : borrow();
            if (connection != null) {
                write(connection);
                giveBack(connection);
            }
        }
    }

    private @Nullable Connection borrow() {
        long asked = System.nanoTime();
        try {
            Connection connection = pool.open();
            borrowed = connection;
            return connection;
        } catch (SQLException e) {
            if (!stopped) {
                scribe.unsent(asked, Errors.words(e));
                scribe.ledger()
                        .add(new Opening(
                                asked,
                                Duration.ofNanos(System.nanoTime() - asked),
                                Errors.opening(e),
                                Errors.words(e)));
            }
            return null;
        }
    }

    private void write(Connection connection) {
        long asked = System.nanoTime();
        String server;
        try {
            server = pool.server(connection);
        } catch (SQLException e) {
            scribe.unsent(asked, Errors.words(e));
            return;
        }
        // What becomes of a connection that failed is the pool's business.
        scribe.write(connection, server, false);
    }

    /** A transaction that was begun is rolled back by the pool. */
    private void giveBack(Connection connection) {
        borrowed = null;
        try {
            connection.close();
        } catch (SQLException e) {
            // The pool throws it away.
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void drop() {
        Connection connection = borrowed;
        Thread waiting = thread;
        if (connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException alreadyGone) {
                // Nothing is left to drop.
            }
        }
        if (waiting != null) {
            waiting.interrupt();
        }
    }
}
