package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a writer does, for each id once: one transaction, which leaves one row with that id and with the name of the server that executed it. */
public sealed interface Work permits Table, Bank {
    void create(Session session) throws SQLException;

    void drop(Session session) throws SQLException;

    /** Every row that the transactions left, in the order of their numbers. */
    List<Row> rows(Session session) throws SQLException;

    /** What readers ask: the greatest id there, or 0. */
    String newest();

    /** What readers ask: how many rows have this id. */
    String count(long id);

    /** What is beside these for clients that read back what they wrote; made and dropped with the rest. */
    OwnRows own();

    /** All that comes before the one statement that makes it last. If this fails, nothing is kept. */
    void begin(Connection connection, long id, String writer) throws SQLException;

    /** The statement that makes it last. */
    void commit(Connection connection, long id, String writer) throws SQLException;

    /** Takes back what was begun and refused, so that the connection can be used again. */
    void undo(Connection connection) throws SQLException;

    /**
     * The same for {@code mysql}'s standard input: one statement a line. The first asks who is there, the last makes it last.
     *
     * @param writer a name without quotes
     */
    String script(long id, String writer);
}
