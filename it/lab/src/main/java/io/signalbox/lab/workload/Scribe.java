package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.ClientKind;
import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Outcome;
import io.signalbox.lab.ledger.Via;
import io.signalbox.lab.ledger.Write;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps one writer's part of the ledger: gives each write its id, and books how it ended. The same for every kind of client.
 *
 * @param ids shared by all writers, and by all rounds of a drill
 */
record Scribe(String name, Via via, ClientKind kind, Work work, AtomicLong ids, Ledger ledger) {

    /**
     * Does one write over a connection to a server, and books it. False: the connection must not be used again.
     *
     * @param stays the connection is used again after a refusal too
     */
    boolean write(Connection connection, String server, boolean stays) {
        long id = ids.incrementAndGet();
        long sent = System.nanoTime();
        boolean last = false;
        try {
            work.begin(connection, id, name);
            sent = System.nanoTime();
            last = true;
            work.commit(connection, id, name);
            book(id, server, sent, Outcome.ACKNOWLEDGED, "");
            return true;
        } catch (SQLException e) {
            Outcome answer = Errors.outcome(e);
            book(id, server, sent, last ? answer : Outcome.REFUSED, Errors.words(e));
            return stays && answer == Outcome.REFUSED && undone(connection);
        }
    }

    private boolean undone(Connection connection) {
        try {
            work.undo(connection);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** A write that could not be sent, as no connection was to be had. */
    void unsent(long wantedNanos, String detail) {
        book(ids.incrementAndGet(), "", wantedNanos, Outcome.REFUSED, detail);
    }

    void book(long id, String server, long sentNanos, Outcome outcome, String detail) {
        ledger.add(new Write(id, name, via, kind, server, sentNanos, System.nanoTime(), outcome, detail));
    }
}
