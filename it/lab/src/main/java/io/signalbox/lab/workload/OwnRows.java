package io.signalbox.lab.workload;

import java.sql.SQLException;

/**
 * The rows of clients that read back what they wrote. A table of their own: those clients write seldom, and nothing of theirs may show in
 * the figures of those that write all the time.
 *
 * @param table with its schema
 */
record OwnRows(String table) {

    void create(Session session) throws SQLException {
        session.execute("CREATE TABLE " + table + " (number BIGINT NOT NULL PRIMARY KEY)");
    }

    void drop(Session session) throws SQLException {
        session.execute("DROP TABLE IF EXISTS " + table);
    }

    void insert(Session session, long number) throws SQLException {
        session.execute("INSERT INTO " + table + " (number) VALUES (" + number + ")");
    }

    boolean holds(Session session, long number) throws SQLException {
        return session.text("SELECT COUNT(*) FROM " + table + " WHERE number = " + number)
                .equals("1");
    }
}
