package io.signalbox.demo.database;

import io.signalbox.demo.WebConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one row at a steady pace through HAProxy and measures the pauses. One web server of the site does it: the one
 * whose connection holds an advisory lock on the writer. Runs on a thread of its own, on a connection of its own, and
 * reconnects at once.
 */
public final class Canary implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(15);
    private static final Duration CANDIDATE_ASKS_EVERY = Duration.ofSeconds(2);
    private static final Duration RETRY_FIRST = Duration.ofMillis(20);
    private static final Duration RETRY_LAST = Duration.ofMillis(500);
    /** Woken so much too late, this process was not running: it saw nothing. */
    private static final Duration OWN_PAUSE = Duration.ofMillis(100);

    private static final String ELECT = "SELECT GET_LOCK('signalbox_demo_canary', 0)";

    private final WebConfig config;
    private final Properties account = new Properties();
    private final Schema schema;
    private final CanaryMetrics metrics;
    private final Duration pace;
    private final OutageWatch watch = new OutageWatch();
    private final Thread thread;
    private volatile boolean ended;
    private volatile Optional<Pause> lastPause = Optional.empty();
    private volatile boolean elected;
    private @Nullable Connection connection;
    private Duration retry = RETRY_FIRST;

    public Canary(WebConfig config, String password, CanaryMetrics metrics) {
        this.config = config;
        this.schema = new Schema(config.database());
        this.metrics = metrics;
        this.pace = Duration.ofSeconds(1).dividedBy(Math.max(1, config.canaryWritesPerSecond()));
        account.put("user", config.user());
        account.put("password", password);
        thread = Thread.ofPlatform().name("canary").daemon().unstarted(this::run);
    }

    /** Begins, unless the configuration switched it off. */
    public void start() {
        if (config.canaryWritesPerSecond() > 0) {
            thread.start();
        }
    }

    /** The last pause of writes that this web server saw. */
    public Optional<Pause> lastPause() {
        return lastPause;
    }

    /** Whether this web server writes for all. */
    public boolean elected() {
        return elected;
    }

    private void run() {
        while (!ended) {
            sleep(turn());
        }
        drop();
    }

    /** One write, or one attempt to get there; answers how long to wait before the next. */
    private Duration turn() {
        long begin = System.nanoTime();
        try {
            Connection open = connected();
            if (!elected) {
                elect(open);
            }
            if (elected || watch.open()) {
                write(open);
            }
            retry = RETRY_FIRST;
            return elected ? rest(begin) : candidate();
        } catch (SQLException e) {
            return failed(e);
        }
    }

    private void write(Connection open) throws SQLException {
        long begin = System.nanoTime();
        schema.made(open, () -> {
            try (PreparedStatement statement = open.prepareStatement(schema.writeCanary())) {
                statement.setString(1, config.server());
                return statement.executeUpdate();
            }
        });
        long now = System.nanoTime();
        metrics.written(Duration.ofNanos(now - begin));
        watch.acknowledged(now).ifPresent(this::paused);
    }

    private void paused(Duration gap) {
        lastPause = Optional.of(new Pause(gap, Instant.now()));
        metrics.paused(gap);
        LOG.info("writes paused for {} ms", gap.toMillis());
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = DriverManager.getConnection(Door.url(config.write(), ANSWER_AT_MOST), account);
            connection = open;
        }
        return open;
    }

    private void elect(Connection open) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement(ELECT);
                ResultSet row = statement.executeQuery()) {
            elect(row.next() && row.getInt(1) == 1);
        }
    }

    private void elect(boolean yes) {
        elected = yes;
        metrics.elected(yes);
    }

    private Duration candidate() {
        watch.forget();
        return CANDIDATE_ASKS_EVERY;
    }

    private Duration failed(SQLException e) {
        if (elected || watch.open()) {
            metrics.failed();
            watch.failed();
        }
        LOG.debug("canary: {}", e.getMessage());
        elect(false);
        drop();
        Duration wait = retry;
        retry = wait.multipliedBy(2).compareTo(RETRY_LAST) > 0 ? RETRY_LAST : wait.multipliedBy(2);
        return wait;
    }

    private Duration rest(long begin) {
        Duration left = pace.minusNanos(System.nanoTime() - begin);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void sleep(Duration wait) {
        long due = System.nanoTime() + wait.toNanos();
        while (!ended && System.nanoTime() - due < 0) {
            LockSupport.parkNanos(due - System.nanoTime());
        }
        if (System.nanoTime() - due > OWN_PAUSE.toNanos()) {
            watch.forget();
        }
    }

    private void drop() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("canary: closing: {}", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        ended = true;
        LockSupport.unpark(thread);
    }
}
