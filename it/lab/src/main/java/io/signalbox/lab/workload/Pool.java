package io.signalbox.lab.workload;

import com.mysql.cj.jdbc.JdbcConnection;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A HikariCP pool as applications have it: small, of a fixed size, without a validation query (the driver's ping asks whether a
 * connection lives, and only of one that was idle for half a second), and with more patience for a new connection than HAProxy has for a
 * client that it holds. After an outage every connection that was in use fails once.
 */
final class Pool implements AutoCloseable {
    static final int MOST_CONNECTIONS = 4;
    private static final Duration KEEPALIVE = Duration.ofSeconds(30);
    private static final Duration OLDEST = Duration.ofMinutes(10);
    private static final Duration CLOSE_BOUND = Duration.ofSeconds(5);

    private final HikariDataSource source;
    /** By the physical connection, which keeps its server for life. */
    private final Map<Connection, String> servers = Collections.synchronizedMap(new WeakHashMap<>());

    Pool(Address address, Account account, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("drill");
        config.setJdbcUrl("jdbc:mysql://" + address + "/");
        config.setDataSourceProperties(Session.properties(account, Client.NETWORK_BOUND));
        config.setMaximumPoolSize(Math.min(connections, MOST_CONNECTIONS));
        config.setConnectionTimeout(Client.NETWORK_BOUND.toMillis());
        config.setKeepaliveTime(KEEPALIVE.toMillis());
        config.setMaxLifetime(OLDEST.toMillis());
        // Begins without a database, too.
        config.setInitializationFailTimeout(-1);
        source = new HikariDataSource(config);
    }

    /** Borrows; closing the connection gives it back. */
    Connection open() throws SQLException {
        return source.getConnection();
    }

    /** The {@code server_uuid} behind a borrowed connection; asked once in its life. */
    String server(Connection borrowed) throws SQLException {
        Connection physical = borrowed.unwrap(JdbcConnection.class);
        @Nullable String known = servers.get(physical);
        if (known == null) {
            known = Session.uuid(borrowed);
            servers.put(physical, known);
        }
        return known;
    }

    /** A pool that still waits for a connection takes as long as that; it is not waited for. */
    @Override
    public void close() {
        Thread end = Thread.ofPlatform().daemon().name("pool-end").start(source::close);
        try {
            end.join(CLOSE_BOUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
