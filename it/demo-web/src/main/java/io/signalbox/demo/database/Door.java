package io.signalbox.demo.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.signalbox.demo.WebConfig.Address;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A pool of connections to one frontend of HAProxy. Its settings are what makes an application come back at once:
 *
 * <ul>
 *   <li>it starts without a database ({@code initializationFailTimeout}),
 *   <li>a connection is asked whether it lives before each use, so that after a failover, when HAProxy has closed all
 *       of them, no request gets a dead one ({@code aliveBypassWindowMs=0}; 0.2 ms each),
 *   <li>a new connection that HAProxy holds because no writer is open waits as long as a request may wait, no longer,
 *   <li>no read of an answer is unbounded ({@code socketTimeout}).
 * </ul>
 */
final class Door implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    /** A request waits for a connection in so many slices: a new attempt sees what has changed meanwhile. */
    private static final int SLICES = 3;

    private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(2);
    private static final Duration VALIDATE_AT_MOST = Duration.ofMillis(500);
    private static final Duration KEEPALIVE = Duration.ofSeconds(45);
    /** A writer's connection is cut when the writer changes; it may grow old. */
    static final Duration WRITERS_OLDEST = Duration.ofMinutes(30);
    /** A reader's stays where it is, even where HAProxy would send nobody any more; it must not. */
    static final Duration READERS_OLDEST = Duration.ofMinutes(1);

    private static final Duration IDLE_AT_MOST = Duration.ofMinutes(10);

    static {
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
        System.setProperty("com.mysql.cj.disableAbandonedConnectionCleanup", "true");
    }

    private final HikariDataSource pool;

    Door(String name, Address frontend, String user, String password, Duration waitAtMost, Duration oldest) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(url(frontend, waitAtMost));
        config.setUsername(user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(waitAtMost.dividedBy(SLICES).toMillis());
        config.setValidationTimeout(VALIDATE_AT_MOST.toMillis());
        config.setKeepaliveTime(KEEPALIVE.toMillis());
        config.setMaxLifetime(oldest.toMillis());
        config.setIdleTimeout(Math.min(IDLE_AT_MOST.toMillis(), oldest.toMillis() / 2));
        pool = new HikariDataSource(config);
    }

    /** Without TLS, as the path is the loopback of one machine; the password is encrypted with the server's key. */
    static String url(Address frontend, Duration answerAtMost) {
        return "jdbc:mysql://" + frontend + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true&tcpKeepAlive=true"
                + "&connectTimeout=" + CONNECT_AT_MOST.toMillis() + "&socketTimeout=" + answerAtMost.toMillis()
                + "&useLocalSessionState=true&connectionTimeZone=UTC&preserveInstants=true"
                + "&connectionAttributes=program_name:signalbox-demo";
    }

    Connection open() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void close() {
        pool.close();
    }
}
