package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.dialect.ActStatements;
import io.signalbox.mysql.dialect.Dialect;
import io.signalbox.mysql.dialect.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One standing connection, opened when first needed and again after it broke. Used by one thread at a time; only
 * {@link #abandon} and {@link #session} may come from another.
 */
final class Standing implements AutoCloseable {
    private final String host;
    private final int port;
    private final Account account;
    private final Optional<Query> claim;
    private volatile @Nullable Opened opened;

    /** A connection and the number that the server knows it by. */
    private record Opened(Connection connection, java.sql.Statement statement, long session) {}

    /** Reads an answer; the result set stands before its first row. */
    interface Rows<T> {
        T read(ResultSet rows) throws SQLException;
    }

    Standing(MysqlAccess access, Account account) {
        this(access, account, Optional.empty());
    }

    /** @param claim what only one session has; it is given back when mysqld has done with all that was said there */
    Standing(MysqlAccess access, Account account, Optional<Query> claim) {
        this(access.host(), access.adminPort(), account, claim);
    }

    Standing(String host, int port, Account account) {
        this(host, port, account, Optional.empty());
    }

    private Standing(String host, int port, Account account, Optional<Query> claim) {
        this.host = host;
        this.port = port;
        this.account = account;
        this.claim = claim;
    }

    boolean isOpen() {
        return opened != null;
    }

    /** The server's number of this connection, or 0 while there is none. */
    long session() {
        Opened now = opened;
        return now == null ? 0 : now.session;
    }

    void open() throws SQLException {
        if (opened == null) {
            Connection connection = Connect.open(host, port, account);
            try {
                java.sql.Statement statement = connection.createStatement();
                long session = sessionOf(statement);
                claim(statement);
                opened = new Opened(connection, statement, session);
            } catch (SQLException e) {
                connection.abort(Runnable::run);
                throw e;
            }
        }
    }

    /**
     * A statement of an earlier session, of this agent or of one that was killed, may still run, or lie unread in a mysqld
     * that stood still: nothing is said here before that is over, or it would undo what is done meanwhile.
     */
    private void claim(java.sql.Statement statement) throws SQLException {
        if (claim.isPresent()) {
            long holder;
            try (ResultSet rows = statement.executeQuery(claim.get().sql())) {
                rows.next();
                if (rows.getBoolean("free")) {
                    return;
                }
                holder = rows.getLong("holder");
            }
            if (holder != 0) {
                statement.execute(ActStatements.kill(holder).sql());
            }
            throw new SQLException("mysqld has not done with an earlier session of the agent", "08004");
        }
    }

    private static long sessionOf(java.sql.Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery(Query.SESSION.sql())) {
            rows.next();
            Dialect.of(rows.getString("version"));
            return rows.getLong("id");
        } catch (IllegalArgumentException e) {
            throw new SQLException(e.getMessage(), Faults.NOT_SUPPORTED, e);
        }
    }

    /** Returns true when it was said; there is no other answer. */
    boolean say(String sql, Duration bound) throws SQLException {
        return withStatement(bound, statement -> {
            statement.execute(sql);
            return true;
        });
    }

    <T> T ask(String sql, Duration bound, Rows<T> reader) throws SQLException {
        return withStatement(bound, statement -> {
            try (ResultSet rows = statement.executeQuery(sql)) {
                return reader.read(rows);
            }
        });
    }

    private interface Use<T> {
        T with(java.sql.Statement statement) throws SQLException;
    }

    private <T> T withStatement(Duration bound, Use<T> use) throws SQLException {
        open();
        Opened now = opened;
        if (now == null) {
            throw new SQLException("the connection was abandoned", "08003");
        }
        try {
            now.connection.setNetworkTimeout(Runnable::run, (int) bound.toMillis());
            return use.with(now.statement);
        } catch (SQLException e) {
            if (Faults.connectionIsLost(e)) {
                abandon();
            }
            throw e;
        }
    }

    /** Drops the connection without a word to the server; whoever waits on it gets an exception. */
    void abandon() {
        Opened now = opened;
        opened = null;
        if (now != null) {
            try {
                now.connection.abort(Runnable::run);
            } catch (SQLException e) {
                // It is of no use any more, which is what was wanted.
            }
        }
    }

    @Override
    public void close() {
        abandon();
    }
}
