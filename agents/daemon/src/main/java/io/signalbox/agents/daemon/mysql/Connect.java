package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report.ProbeFault;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
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
        boolean loopback = host.startsWith("127.") || host.equals("localhost");
        // Off this machine the password exchange and all that follows is encrypted where the server can.
        return loopback ? plain(host, port, account) : encrypted(host, port, account);
    }

    /**
     * The driver refuses a certificate that has expired, also where nobody asked it to verify one. To an address of this machine itself,
     * where nothing is on any wire, it goes without: an agent without its mysqld could not even say so.
     */
    static Connection encrypted(String host, int port, Account account) throws SQLException {
        try {
            return open(host, port, account, "PREFERRED", false);
        } catch (SQLException e) {
            if (Faults.of(e) == ProbeFault.CERTIFICATE && isOfThisMachine(host)) {
                return plain(host, port, account);
            }
            throw e;
        }
    }

    private static Connection plain(String host, int port, Account account) throws SQLException {
        return open(host, port, account, "DISABLED", true);
    }

    private static Connection open(String host, int port, Account account, String sslMode, boolean askForKey)
            throws SQLException {
        Properties properties = new Properties();
        properties.putAll(FLAGS);
        properties.setProperty("user", account.user());
        properties.setProperty("password", account.password());
        properties.setProperty("sslMode", sslMode);
        properties.setProperty("allowPublicKeyRetrieval", Boolean.toString(askForKey));
        return DriverManager.getConnection("jdbc:mysql://" + host + ":" + port + "/", properties);
    }

    /** Nobody is asked for an address: a name is not taken for one of this machine's. */
    private static boolean isOfThisMachine(String host) {
        try {
            InetAddress address = InetAddress.ofLiteral(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (IllegalArgumentException | SocketException notKnownToBe) {
            return false;
        }
    }
}
