package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Opening;
import io.signalbox.lab.ledger.Outcome;
import io.signalbox.lab.ledger.Via;
import io.signalbox.lab.ledger.Write;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** Writes one row at a time, each with an id of its own, and books how it ended. */
final class Writer extends Client {
    private final String name;
    private final Via via;
    private final String insert;
    private final AtomicLong ids;
    private final BiConsumer<String, String> met;

    /** @param met is told the writer's name and the {@code server_uuid} behind its connection, before each write */
    Writer(
            String name,
            Via via,
            Address address,
            Account account,
            Pace pace,
            Table table,
            AtomicLong ids,
            Ledger ledger,
            BiConsumer<String, String> met) {
        super(address, account, pace, ledger);
        this.name = name;
        this.via = via;
        this.insert = table.insert();
        this.ids = ids;
        this.met = met;
    }

    @Override
    boolean use(Session open) {
        met.accept(name, open.server());
        long id = ids.incrementAndGet();
        long sent = System.nanoTime();
        try (PreparedStatement statement = open.prepare(insert)) {
            statement.setLong(1, id);
            statement.setString(2, name);
            sent = System.nanoTime();
            statement.executeUpdate();
            book(id, open, sent, Outcome.ACKNOWLEDGED, "");
            return true;
        } catch (SQLException e) {
            Outcome outcome = Errors.outcome(e);
            book(id, open, sent, outcome, Errors.words(e));
            // An observer stays on a server that says no: it waits for the day when it says yes.
            return outcome == Outcome.REFUSED && via == Via.DIRECT;
        }
    }

    @Override
    void asked(Opening opening) {
        if (via == Via.PROXY) {
            ledger.add(opening);
        }
    }

    private void book(long id, Session open, long sent, Outcome outcome, String detail) {
        ledger.add(new Write(id, name, via, open.server(), sent, System.nanoTime(), outcome, detail));
    }
}
