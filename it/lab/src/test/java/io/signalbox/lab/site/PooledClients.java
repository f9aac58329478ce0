package io.signalbox.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.signalbox.site.SiteOutline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that take a connection from a HikariCP pool for each write, as applications do. */
final class PooledClients {
    private static final int CLIENTS = 20;
    private static final int CONNECTIONS = 10;
    private static final Duration BORROWED_WITHIN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_WRITES = Duration.ofMillis(5);

    private final SiteOutline site;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger cut = new AtomicInteger();
    private final AtomicLong longest = new AtomicLong();
    private final List<String> notBorrowed = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    PooledClients(SiteOutline site) {
        this.site = site;
    }

    /** Nobody is refused a connection; who had one loses it at most once. Returns the figures as a line. */
    String during(FreshReads.Trouble trouble) throws Exception {
        try (HikariDataSource pool = new HikariDataSource(config())) {
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE IF NOT EXISTS pooled");
                statement.execute(
                        "CREATE TABLE IF NOT EXISTS pooled.rows_written (n BIGINT AUTO_INCREMENT PRIMARY KEY)");
            }
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                threads.add(Thread.ofPlatform().daemon().start(() -> work(pool)));
            }
            int before = awaitWrites(0);
            trouble.last();
            awaitWrites(before);
            stopped = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(notBorrowed).isEmpty();
        assertThat(cut.get()).isLessThanOrEqualTo(CONNECTIONS);
        return "%d writes over %d pooled connections, %d of them cut, nobody refused one; longest wait for one %d ms"
                .formatted(written.get(), CONNECTIONS, cut.get(), longest.get() / 1_000_000);
    }

    private int awaitWrites(int beyond) {
        org.awaitility.Awaitility.await().atMost(BORROWED_WITHIN).until(() -> written.get() > beyond + 10 * CLIENTS);
        return written.get();
    }

    private void work(HikariDataSource pool) {
        while (!stopped) {
            long began = System.nanoTime();
            Connection connection;
            try {
                connection = pool.getConnection();
            } catch (SQLException e) {
                notBorrowed.add(String.valueOf(e.getMessage()));
                return;
            }
            longest.accumulateAndGet(System.nanoTime() - began, Math::max);
            write(connection);
            java.util.concurrent.locks.LockSupport.parkNanos(BETWEEN_WRITES.toNanos());
        }
    }

    private void write(Connection connection) {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO pooled.rows_written () VALUES ()");
            written.incrementAndGet();
        } catch (SQLException e) {
            cut.incrementAndGet();
        }
    }

    private HikariConfig config() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:mysql://" + site.write()
                + "/?sslMode=DISABLED&allowPublicKeyRetrieval=true&connectTimeout=35000&socketTimeout=35000");
        config.setUsername(site.clientUser());
        config.setPassword(Files.readString(Path.of(site.clientPasswordFile())).strip());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(BORROWED_WITHIN.toMillis());
        return config;
    }
}
