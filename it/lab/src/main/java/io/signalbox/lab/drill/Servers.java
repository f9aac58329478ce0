package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.ledger.Books;
import io.signalbox.lab.ledger.Row;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Bank;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Work;
import io.signalbox.mysql.gtid.GtidSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each mysqld says itself, asked with the application's account. */
final class Servers {
    private static final Duration QUERY_BOUND = Duration.ofSeconds(20);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final int MOST_LOOKS = 40;

    private Servers() {}

    static GtidSet executed(Stage stage, String server) throws SQLException {
        try (Session session = open(stage, server)) {
            return GtidSet.parse(session.text("SELECT @@GLOBAL.gtid_executed"));
        }
    }

    /**
     * As {@link #executed}, but at leisure to catch up with what {@code others} hold: a replica executes a heartbeat
     * before the primary does, which waits for just that replica. What the primary really lacks never comes.
     */
    static GtidSet executedWith(Stage stage, String primary, SortedMap<String, GtidSet> others) throws SQLException {
        try (Session session = open(stage, primary)) {
            GtidSet last = GtidSet.EMPTY;
            for (int look = 0; look < MOST_LOOKS; look++) {
                last = GtidSet.parse(session.text("SELECT @@GLOBAL.gtid_executed"));
                if (others.values().stream().allMatch(last::contains)) {
                    return last;
                }
                Wait.forA(LOOK);
            }
            return last;
        }
    }

    /** All but one. */
    static SortedMap<String, GtidSet> executedByOthers(Stage stage, String primary) throws SQLException {
        SortedMap<String, GtidSet> sets = new TreeMap<>();
        for (String server : stage.doors().servers().keySet()) {
            if (!server.equals(primary)) {
                sets.put(server, executed(stage, server));
            }
        }
        return sets;
    }

    static List<Row> rows(Stage stage, String server, Work work) throws SQLException {
        try (Session session = open(stage, server)) {
            return work.rows(session);
        }
    }

    /** The bank's books as each server holds them, by its name. */
    static SortedMap<String, Books> books(Stage stage, Bank bank) throws SQLException {
        SortedMap<String, Books> books = new TreeMap<>();
        for (String server : stage.doors().servers().keySet()) {
            try (Session session = open(stage, server)) {
                books.put(server, bank.books(session));
            }
        }
        return books;
    }

    static String uuid(Stage stage, Address address) throws SQLException {
        try (Session session = Session.open(address, stage.doors().account(), QUERY_BOUND)) {
            return session.server();
        }
    }

    static Address address(Stage stage, String server) {
        Address address = stage.doors().servers().get(server);
        if (address == null) {
            throw new DrillFailure("the API names a server that the site does not have: " + server);
        }
        return address;
    }

    static Session open(Stage stage, String server) throws SQLException {
        return Session.open(address(stage, server), stage.doors().account(), QUERY_BOUND);
    }
}
