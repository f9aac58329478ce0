package io.signalbox.lab.workload;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.ServerSessionStateController;
import com.mysql.cj.protocol.ServerSessionStateController.ServerSessionStateChanges;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChangesListener;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One connection to one server for life: a TCP connection through HAProxy never changes its server, so the
 * {@code server_uuid} told at its opening is that of every answer on it. The server writes the same into the row, and the
 * two are compared afterwards.
 */
public final class Session implements AutoCloseable {
    static {
        System.setProperty("com.mysql.cj.disableAbandonedConnectionCleanup", "true");
    }

    private final Connection connection;
    private final String server;
    private final AtomicReference<String> lastGtid = new AtomicReference<>("");
    /** Connector/J holds listeners weakly: this field keeps it for as long as the connection is used. */
    private final SessionStateChangesListener gtidListener = this::heard;

    private boolean tracked;

    private Session(Connection connection, String server) {
        this.connection = connection;
        this.server = server;
    }

    /**
     * Connects and asks who is there.
     *
     * @param bound of every single wait for the network: connecting, logging in, each statement
     */
    public static Session open(Address address, Account account, Duration bound) throws SQLException {
        return open(address, properties(account, bound));
    }

    /** The same over TLS. */
    public static Session open(Address address, Account account, Duration bound, Trust trust) throws SQLException {
        Properties properties = properties(account, bound);
        trust.into(properties);
        return open(address, properties);
    }

    private static Session open(Address address, Properties properties) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:mysql://" + address + "/", properties);
        try {
            return new Session(connection, uuid(connection));
        } catch (SQLException e) {
            abort(connection);
            throw e;
        }
    }

    /** As every client that speaks JDBC connects. */
    static Properties properties(Account account, Duration bound) {
        Properties properties = new Properties();
        properties.setProperty("user", account.user());
        properties.setProperty("password", account.password());
        properties.setProperty("connectTimeout", Long.toString(bound.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(bound.toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        // Reconnecting is timed: no TLS handshake on loopback, no questions about the server's settings.
        properties.setProperty("sslMode", "DISABLED");
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("useLocalSessionState", "true");
        properties.setProperty("cacheServerConfiguration", "true");
        properties.setProperty("connectionAttributes", "none");
        // Nothing is told unless session_track_gtids is set.
        properties.setProperty("trackSessionState", "true");
        return properties;
    }

    static String uuid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT @@server_uuid")) {
            row.next();
            return row.getString(1);
        }
    }

    /** The {@code server_uuid} of the server behind. */
    public String server() {
        return server;
    }

    /** From now on the GTID of each transaction of this connection comes with the answer to its commit. */
    void trackGtids() throws SQLException {
        if (tracked) {
            return;
        }
        execute("SET SESSION session_track_gtids = OWN_GTID");
        connection
                .unwrap(JdbcConnection.class)
                .getServerSessionStateController()
                .addSessionStateChangesListener(gtidListener);
        tracked = true;
    }

    private void heard(ServerSessionStateChanges changes) {
        changes.getSessionStateChangesList().stream()
                .filter(change -> change.getType() == ServerSessionStateController.SESSION_TRACK_GTIDS)
                .forEach(change -> lastGtid.set(change.getValues().getFirst()));
    }

    /** Of the newest transaction since GTIDs are tracked; empty before. */
    String lastGtid() {
        return lastGtid.get();
    }

    /** To work with; whoever is given it does not close it. */
    Connection connection() {
        return connection;
    }

    public PreparedStatement prepare(String sql) throws SQLException {
        return connection.prepareStatement(sql);
    }

    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row. */
    public String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                throw new SQLException("no row: " + sql);
            }
            return row.getString(1);
        }
    }

    /** Drops the connection at once, from any thread: a statement under way ends with an error. */
    public void abort() {
        abort(connection);
    }

    private static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException alreadyGone) {
            // Nothing is left to drop.
        }
    }

    /** Without a farewell to the server: on a hung one that would wait. */
    @Override
    public void close() {
        abort();
    }
}
