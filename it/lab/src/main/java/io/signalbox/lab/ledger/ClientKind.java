package io.signalbox.lab.ledger;

import java.util.Locale;

/** What kind of client it was: each meets an outage in a way of its own. */
public enum ClientKind {
    /** One connection, which is opened anew at once when it is lost. */
    RAW,
    /** Borrows a connection from a HikariCP pool for each write, and gives it back. */
    POOL,
    /** {@code mysql}, the command-line client: one process for each write, which has a connection of its own. */
    CLI;

    /** As in reports and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
