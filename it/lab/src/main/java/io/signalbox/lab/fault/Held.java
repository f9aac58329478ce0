package io.signalbox.lab.fault;

import io.signalbox.lab.workload.Account;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Table;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client of the primary holds what a closing has to wait for, or would have to end. Nobody else uses its table. */
public final class Held implements Fault {
    /** Longer than a switchover may take. */
    private static final Duration STATEMENT_BOUND = Duration.ofSeconds(30);

    private static final String TABLE = Table.SCHEMA + ".held_by_a_client";
    private static final String WORD = "after";

    /** In which way. */
    public enum Way {
        /** It has locked a table and does nothing. */
        LOCK_TABLES("has a table locked (LOCK TABLES … WRITE)", "LOCK TABLES " + TABLE + " WRITE", ""),
        /** It reads in a transaction; another waits to change the table and everybody else behind it. */
        METADATA_LOCK(
                "reads in an open transaction, and an ALTER TABLE waits behind it",
                "SELECT * FROM " + TABLE,
                "ALTER TABLE " + TABLE + " ADD COLUMN more INT"),
        /** One statement writes and does not end. */
        LONG_STATEMENT("runs an UPDATE that does not end", "", "UPDATE " + TABLE + " SET word = SLEEP(25)"),
        /** It has written, and not yet committed. */
        OPEN_TRANSACTION("has written in an open transaction", "UPDATE " + TABLE + " SET word = '" + WORD + "'", "");

        private final String words;
        private final String first;
        private final String second;

        Way(String words, String first, String second) {
            this.words = words;
            this.first = first;
            this.second = second;
        }
    }

    private final Way way;
    private final Address door;
    private final Account account;
    private final List<Session> sessions = new ArrayList<>();

    /** @param door where clients write */
    public Held(Way way, Address door, Account account) {
        this.way = way;
        this.door = door;
        this.account = account;
    }

    @Override
    public void inject() {
        try {
            Session first = open();
            first.execute("CREATE DATABASE IF NOT EXISTS " + Table.SCHEMA);
            first.execute("DROP TABLE IF EXISTS " + TABLE);
            first.execute("CREATE TABLE " + TABLE + " (id INT PRIMARY KEY, word VARCHAR(20))");
            first.execute("INSERT INTO " + TABLE + " VALUES (1, 'before')");
            if (!way.first.isEmpty()) {
                first.execute("SET autocommit = 0");
                first.execute(way.first);
            }
            if (!way.second.isEmpty()) {
                waiting(open());
            }
        } catch (SQLException e) {
            throw new FaultFailure("A client could not hold what it should: " + e.getMessage());
        }
    }

    private Session open() throws SQLException {
        Session session = Session.open(door, account, STATEMENT_BOUND);
        synchronized (sessions) {
            sessions.add(session);
        }
        return session;
    }

    private void waiting(Session session) {
        Thread.ofPlatform().daemon().name("held").start(() -> {
            try {
                session.execute(way.second);
            } catch (SQLException ended) {
                // By the healing, or by who made room for itself.
            }
        });
    }

    /** Whether the open transaction's client is told that it is committed. */
    public boolean commits() {
        try {
            sessions.getFirst().execute("COMMIT");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether the open transaction is there, as a client sees it now. */
    public boolean committed() {
        try (Session session = Session.open(door, account, STATEMENT_BOUND)) {
            return session.text("SELECT word FROM " + TABLE).equals(WORD);
        } catch (SQLException e) {
            throw new FaultFailure("The table of the client that held it cannot be read: " + e.getMessage());
        }
    }

    public Way way() {
        return way;
    }

    @Override
    public void heal() {
        synchronized (sessions) {
            sessions.forEach(Session::close);
            sessions.clear();
        }
    }

    @Override
    public String sentence() {
        return "a client " + way.words;
    }
}
