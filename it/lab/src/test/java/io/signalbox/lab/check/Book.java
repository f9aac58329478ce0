package io.signalbox.lab.check;

import io.signalbox.lab.ledger.ClientKind;
import io.signalbox.lab.ledger.Outcome;
import io.signalbox.lab.ledger.Row;
import io.signalbox.lab.ledger.Via;
import io.signalbox.lab.ledger.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Writes ledgers by hand. Times are milliseconds; every write takes {@link #ROUND_TRIP}. */
final class Book {
    static final String A = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa";
    static final String B = "bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb";
    static final long ROUND_TRIP = 2;

    private final List<Write> writes = new ArrayList<>();
    private ClientKind kind = ClientKind.RAW;

    /** What follows is written by clients of this kind. */
    Book by(ClientKind newKind) {
        kind = newKind;
        return this;
    }

    /** Acknowledged at {@code millis}. */
    Book acknowledged(String writer, String server, long... millis) {
        for (long at : millis) {
            add(writer, Via.PROXY, server, at, Outcome.ACKNOWLEDGED);
        }
        return this;
    }

    Book direct(String server, long... millis) {
        for (long at : millis) {
            add("observer", Via.DIRECT, server, at, Outcome.ACKNOWLEDGED);
        }
        return this;
    }

    Book ended(Outcome outcome, String server, long at) {
        add("w1", Via.PROXY, server, at, outcome);
        return this;
    }

    private void add(String writer, Via via, String server, long at, Outcome outcome) {
        writes.add(new Write(
                writes.size() + 1L, writer, via, kind, server, nanos(at - ROUND_TRIP), nanos(at), outcome, ""));
    }

    List<Write> writes() {
        return List.copyOf(writes);
    }

    /** The rows that the table has when nothing went wrong. */
    List<Row> rows() {
        return writes.stream()
                .filter(Write::acknowledged)
                .map(w -> new Row(w.id(), w.server()))
                .toList();
    }

    /** Starts near the overflow of the clock: only differences may count. */
    static long nanos(long millis) {
        return Long.MAX_VALUE - TimeUnit.MILLISECONDS.toNanos(500) + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
