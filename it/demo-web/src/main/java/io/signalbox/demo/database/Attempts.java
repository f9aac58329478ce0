package io.signalbox.demo.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Repeats a statement on a fresh connection until it succeeds, fails for good, or its time is up. */
final class Attempts {
    private static final Duration BETWEEN = Duration.ofMillis(20);
    /** Read-only server, server that shuts down or is offline: another one will take it. */
    private static final Set<Integer> ELSEWHERE = Set.of(1290, 1836, 1053, 3032, 1792);
    /** No such schema or table: nobody has written yet. */
    private static final Set<Integer> MISSING = Set.of(1049, 1146);

    private static final String CONNECTION_LOST = "08";

    /** Something done on one connection. Done twice, it must have the effect of once. */
    interface Repeatable<T> {
        T on(Connection connection) throws SQLException;
    }

    private final Door door;
    private final DatabaseName name;
    private final Duration atMost;

    Attempts(Door door, DatabaseName name, Duration atMost) {
        this.door = door;
        this.name = name;
        this.atMost = atMost;
    }

    /** @param what for the sentence that says it was not done, such as "took the message" */
    <T> Served<T> make(String what, Repeatable<T> act) throws SQLException, Unavailable {
        long begin = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = door.open()) {
                T value = act.on(connection);
                return new Served<>(value, name.of(connection), since(begin), attempt);
            } catch (SQLException e) {
                if (!another(e)) {
                    throw e;
                }
                if (since(begin).compareTo(atMost) >= 0) {
                    throw new Unavailable(what, since(begin), e);
                }
            }
            pause();
        }
    }

    static boolean missing(SQLException e) {
        return MISSING.contains(e.getErrorCode());
    }

    private static boolean another(SQLException e) {
        return e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || e instanceof SQLNonTransientConnectionException
                || ELSEWHERE.contains(e.getErrorCode())
                || String.valueOf(e.getSQLState()).startsWith(CONNECTION_LOST);
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static void pause() throws SQLException {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", e);
        }
    }
}
