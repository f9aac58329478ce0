package io.signalbox.lab.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Doors;
import io.signalbox.lab.workload.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Counts upwards through the port for writes, and reads the count through the port for fresh reads. A read is stale if
 * what it began with had been acknowledged for longer than was promised, and it does not see it.
 */
final class FreshReads {
    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final Duration BOUND = Duration.ofSeconds(5);
    /** HAProxy gives each the server with the fewest sessions: together they are on all of them. */
    private static final int READERS = 3;

    private static final String TABLE = "fresh_reads.counter";

    private final Address fresh;
    private final Doors doors;
    /** When each number had been acknowledged. */
    private final ConcurrentSkipListMap<Long, Long> acknowledged = new ConcurrentSkipListMap<>();

    private final CopyOnWriteArrayList<String> stale = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicInteger> reads = new ConcurrentSkipListMap<>();
    private volatile boolean stopped;

    FreshReads(Doors doors, Address fresh) {
        this.doors = doors;
        this.fresh = fresh;
    }

    /** Writes and reads while {@code trouble} lasts. */
    void during(Trouble trouble) throws Exception {
        try (Session session = Session.open(doors.write(), doors.account(), BOUND)) {
            session.execute("CREATE DATABASE IF NOT EXISTS fresh_reads");
            session.execute("CREATE TABLE IF NOT EXISTS " + TABLE + " (n BIGINT PRIMARY KEY)");
        }
        await().atMost(BOUND.multipliedBy(2)).until(() -> open() > 1);
        Thread writer = Thread.ofVirtual().start(this::write);
        List<Thread> readers = IntStream.range(0, READERS)
                .mapToObj(i -> Thread.ofVirtual().start(this::read))
                .toList();
        try {
            trouble.last();
        } finally {
            stopped = true;
            writer.join();
            for (Thread reader : readers) {
                reader.join();
            }
        }
    }

    /** Who has just been another's replica, or its primary, is let in only when its lag is known to be small. */
    private int open() throws SQLException {
        try (Session one = Session.open(fresh, doors.account(), BOUND);
                Session two = Session.open(fresh, doors.account(), BOUND);
                Session three = Session.open(fresh, doors.account(), BOUND)) {
            return new TreeSet<>(List.of(one.server(), two.server(), three.server())).size();
        }
    }

    interface Trouble {
        void last() throws Exception;
    }

    /** Nothing stale, from enough reads; by {@code server_uuid} how many. */
    Map<String, AtomicInteger> assertFresh() {
        assertThat(stale).isEmpty();
        assertThat(reads.values().stream().mapToInt(AtomicInteger::get).sum()).isGreaterThan(100);
        return reads;
    }

    private void write() {
        long n = 0;
        try (Session session = Session.open(doors.write(), doors.account(), BOUND)) {
            session.execute("DELETE FROM " + TABLE);
            while (!stopped) {
                n++;
                session.execute("INSERT INTO " + TABLE + " VALUES (" + n + ")");
                acknowledged.put(System.nanoTime(), n);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void read() {
        while (!stopped) {
            try (Session session = Session.open(fresh, doors.account(), BOUND)) {
                while (!stopped) {
                    look(session);
                }
            } catch (SQLException cut) {
                // As promised: a session that would read old data ends.
            }
        }
    }

    private void look(Session session) throws SQLException {
        var before = acknowledged.floorEntry(System.nanoTime() - PROMISED.toNanos());
        String seen = session.text("SELECT COALESCE(MAX(n), 0) FROM " + TABLE);
        reads.computeIfAbsent(session.server(), uuid -> new AtomicInteger()).incrementAndGet();
        if (before != null && Long.parseLong(seen) < before.getValue()) {
            stale.add(session.server() + " knows " + seen + ", and " + before.getValue() + " is older");
        }
    }
}
