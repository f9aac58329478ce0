package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.dialect.ActStatements;
import io.signalbox.mysql.dialect.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A standing connection of its own, on which a primary's agent looks for its ackers and, when that must be, switches
 * {@code offline_mode} on. It never logs in while somebody waits: a login hangs where one account statement waits for an
 * acknowledgement, and a connection that stands goes on.
 */
public final class FenceSession implements AutoCloseable {
    private static final Duration LOOK_BOUND = Duration.ofMillis(200);

    private final Standing standing;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    /**
     * What was seen.
     *
     * @param sourceSide commits wait for acknowledgements
     * @param hosts from where ackers fetch the binlog, as mysqld says it
     */
    public record Ackers(boolean sourceSide, SortedSet<String> hosts) {}

    public FenceSession(MysqlAccess access) {
        standing = new Standing(access, access.operator());
    }

    /** Looks for sessions of these replication accounts; empty if there was no answer within a moment. */
    public Optional<Ackers> look(SortedSet<String> accounts) {
        if (!oneAtATime.tryLock()) {
            return Optional.empty();
        }
        try {
            if (standing.isOpen()) {
                return Optional.of(standing.ask(Query.ackers(accounts), LOOK_BOUND, FenceSession::read));
            }
        } catch (SQLException e) {
            standing.abandon();
        } finally {
            oneAtATime.unlock();
        }
        Thread.ofVirtual().name("fence-login").start(this::open);
        return Optional.empty();
    }

    private static Ackers read(ResultSet rows) throws SQLException {
        SortedSet<String> hosts = new TreeSet<>();
        boolean sourceSide = false;
        while (rows.next()) {
            sourceSide = rows.getBoolean("source_side");
            String host = rows.getString("host");
            if (host != null) {
                hosts.add(host);
            }
        }
        return new Ackers(sourceSide, hosts);
    }

    private void open() {
        if (oneAtATime.tryLock()) {
            try {
                standing.open();
            } catch (SQLException e) {
                standing.abandon();
            } finally {
                oneAtATime.unlock();
            }
        }
    }

    /** Switches {@code offline_mode} on, if a connection stands; returns why not, or nothing. */
    public Optional<String> goOffline(Duration bound) throws InterruptedException {
        Deadline deadline = Deadline.in(bound);
        if (!oneAtATime.tryLock(bound.toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.of("the standing connection is busy");
        }
        try {
            if (!standing.isOpen()) {
                return Optional.of("no connection stands");
            }
            standing.say(ActStatements.goOffline().sql(), deadline.left());
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(Faults.sentence(e));
        } finally {
            oneAtATime.unlock();
        }
    }

    /** mysqld ended: the connection is dropped without a word; whoever waits on it gets an exception. */
    public void forget() {
        standing.abandon();
    }

    @Override
    public void close() {
        standing.close();
    }
}
