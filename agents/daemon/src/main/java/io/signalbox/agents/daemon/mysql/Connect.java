package io.signalbox.agents.daemon.mysql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** Logs in to an admin port. Only {@code java.sql} and a URL: the driver is a jar of its own, exchangeable. */
final class Connect {
    /** A login on a sane server takes 20 ms, the first one in a JVM 100. */
    static final Duration LOGIN_BOUND = Duration.ofSeconds(2);

    private static final Map<String, String> FLAGS = Map.ofEntries(
            Map.entry("connectTimeout", Long.toString(LOGIN_BOUND.toMillis())),
            Map.entry("socketTimeout", Long.toString(LOGIN_BOUND.toMillis())),
            Map.entry("tcpKeepAlive", "true"),
            Map.entry("tcpNoDelay", "true"),
            // Not one round trip at login, nor one byte in a message, more than is needed.
            Map.entry("connectionAttributes", "none"),
            Map.entry("cacheServerConfiguration", "true"),
            Map.entry("useLocalSessionState", "true"),
            Map.entry("elideSetAutoCommits", "true"),
            Map.entry("maintainTimeStats", "false"),
            Map.entry("dontTrackOpenResources", "true"),
            Map.entry("paranoid", "true"));

    static {
        // A thread that would only look for connections which somebody forgot to close.
        System.setProperty("com.mysql.cj.disableAbandonedConnectionCleanup", "true");
    }

    private Connect() {}

    static Connection open(String host, int port, Account account) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(FLAGS);
        properties.setProperty("user", account.user());
        properties.setProperty("password", account.password());
        // Off this machine the password exchange and all that follows is encrypted where the server can.
        boolean here = host.startsWith("127.") || host.equals("localhost");
        properties.setProperty("sslMode", here ? "DISABLED" : "PREFERRED");
        properties.setProperty("allowPublicKeyRetrieval", Boolean.toString(here));
        return DriverManager.getConnection("jdbc:mysql://" + host + ":" + port + "/", properties);
    }
}
