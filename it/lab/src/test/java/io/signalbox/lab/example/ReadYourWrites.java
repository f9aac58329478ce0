package io.signalbox.lab.example;

import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.protocol.ServerSessionStateController;
import com.mysql.cj.protocol.ServerSessionStateController.ServerSessionStateChanges;
import com.mysql.cj.protocol.ServerSessionStateController.SessionStateChangesListener;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A client that sees its own writes on the port for reads. It needs {@code trackSessionState=true} in the URL of the
 * connection that writes.
 */
public final class ReadYourWrites {
    private static final int OK = 200;

    /**
     * Each listener lives as long as its connection. Connector/J holds listeners weakly: one that nobody else holds is
     * collected after a while, hears of no GTID any more, and fails the next statement with a
     * ConcurrentModificationException (26.10).
     */
    private static final Map<Connection, ReadYourWrites> LISTENERS = new WeakHashMap<>();

    private final AtomicReference<String> lastGtid = new AtomicReference<>("");
    private final SessionStateChangesListener listener = this::heard;

    private ReadYourWrites() {}

    /**
     * From now on the GTID of each transaction of this connection comes with the answer to its commit. A connection that
     * comes out of a pool again has the listener that it had; what a pool resets is set again.
     */
    public static ReadYourWrites on(Connection writes) throws SQLException {
        JdbcConnection connection = writes.unwrap(JdbcConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION session_track_gtids = OWN_GTID");
        }
        synchronized (LISTENERS) {
            ReadYourWrites known = LISTENERS.get(connection);
            if (known != null) {
                return known;
            }
        }
        ReadYourWrites own = new ReadYourWrites();
        connection.getServerSessionStateController().addSessionStateChangesListener(own.listener);
        synchronized (LISTENERS) {
            LISTENERS.put(connection, own);
        }
        return own;
    }

    private void heard(ServerSessionStateChanges changes) {
        for (var change : changes.getSessionStateChangesList()) {
            if (change.getType() == ServerSessionStateController.SESSION_TRACK_GTIDS) {
                lastGtid.set(change.getValues().getFirst());
            }
        }
    }

    /** What was written last; it may be handed on to another thread or process, in a cookie for example. */
    public String lastGtid() {
        return lastGtid.get();
    }

    /** First way: the connection that will read waits itself. Holds for this connection, whatever its server. */
    public static boolean onTheConnectionThatReads(Connection reads, String gtid, Duration bound) throws SQLException {
        try (PreparedStatement wait = reads.prepareStatement("SELECT WAIT_FOR_EXECUTED_GTID_SET(?, ?) = 0")) {
            wait.setString(1, gtid);
            wait.setDouble(2, bound.toMillis() / 1000.0);
            try (ResultSet row = wait.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** Second way: the controller says when everybody who is read from has it. Holds for all connections. */
    public static boolean atTheController(HttpClient http, String cluster, String token, String gtid, Duration bound)
            throws IOException, InterruptedException {
        URI uri = URI.create(cluster + "/wait?gtid=" + URLEncoder.encode(gtid, StandardCharsets.UTF_8) + "&timeoutMs="
                + bound.toMillis());
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .timeout(bound.plusSeconds(1))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
    }
}
