package io.signalbox.lab.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.lab.check.GtidEvidence;
import io.signalbox.lab.check.Losses;
import io.signalbox.lab.check.Openings;
import io.signalbox.lab.check.WriterOverlap;
import io.signalbox.lab.fault.CutLinks;
import io.signalbox.lab.fault.Faults;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.ledger.Row;
import io.signalbox.lab.ledger.Write;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Doors;
import io.signalbox.lab.workload.Load;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Table;
import io.signalbox.lab.workload.Workload;
import io.signalbox.mysql.gtid.GtidSet;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checkers must find what really went wrong: real servers, real loss, without Signalbox. */
class PlantedFaultsIT {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Table TABLE = new Table("planted");

    @TempDir
    Path dir;

    private Mysqlds servers;
    private Faults faults;

    @BeforeEach
    void startTwoServers() throws Exception {
        servers = new Mysqlds(dir, "127.0.208");
        faults = new Faults(sentence -> {});
        servers.start(1);
        servers.start(2);
    }

    @AfterEach
    void endThem() throws Exception {
        faults.close();
        servers.close();
    }

    @Test
    void asynchronousReplicationWithItsLinkCutLosesAcknowledgedWrites() throws Exception {
        Losses losses = killBehindACutLink(false);

        assertThat(losses.lost()).isNotEmpty();
        assertThat(losses.unexpected()).isEmpty();
    }

    @Test
    void semiSynchronousReplicationWithItsLinkCutLosesNone() throws Exception {
        Losses losses = killBehindACutLink(true);

        assertThat(losses.acknowledged()).isPositive();
        assertThat(losses.lost()).isEmpty();
        assertThat(losses.unknown()).as("each writer's last commit hangs").isPositive();
    }

    @Test
    void aSecondServerOpenedByHandIsASecondWriter() throws Exception {
        servers.follow(2, 1, false);
        create();
        GtidSet before = executed(1);

        Workload workload = workload();
        try (Session second = servers.admin(2)) {
            awaitWrites(workload, 50);
            second.execute("SET GLOBAL super_read_only = OFF");
            second.execute("SET GLOBAL read_only = OFF");
            await().atMost(BOUND).until(() -> serversThatAcknowledged(workload) == 2);
            int seen = workload.ledger().writes().size();
            awaitWrites(workload, seen + 100);
        } finally {
            workload.close();
        }

        List<Write> writes = workload.ledger().writes();
        assertThat(WriterOverlap.of(writes).time()).isPositive();
        TreeMap<String, GtidSet> others = new TreeMap<>();
        others.put("db2", executed(2));
        assertThat(GtidEvidence.against(writes, before, executed(1), others))
                .anyMatch(sentence -> sentence.startsWith("db2 holds what the final primary lacks"));
    }

    @Test
    void aRowThatIsDroppedByHandIsOneLostWrite() throws Exception {
        create();
        Workload workload = workload();
        awaitWrites(workload, 50);
        workload.close();
        List<Write> writes = workload.ledger().writes();
        assertThat(Losses.of(writes, rows(1)).lost()).isEmpty();
        Openings openings = Openings.of(workload.ledger().openings());
        assertThat(openings.opened()).isPositive();
        assertThat(openings.refused() + openings.failed()).isZero();

        // Not any write: one that the ledger calls acknowledged.
        long dropped = writes.stream()
                .filter(Write::acknowledged)
                .mapToLong(Write::id)
                .min()
                .orElseThrow();
        try (Session session = servers.admin(1)) {
            session.execute("DELETE FROM " + Table.SCHEMA + ".planted WHERE id = " + dropped);
        }

        assertThat(Losses.of(writes, rows(1)).lost()).containsExactly(dropped);
    }

    private Losses killBehindACutLink(boolean semiSync) throws Exception {
        servers.follow(2, 1, semiSync);
        create();
        Workload workload = workload();
        awaitWrites(workload, 100);
        faults.inject(new CutLinks(
                "db1", servers.address(1).host(), List.of(servers.address(2).host())));
        long cut = System.nanoTime();
        await().atMost(BOUND)
                .until(() -> System.nanoTime() - cut > Duration.ofMillis(300).toNanos());
        faults.inject(new KillProcess("mysqld of db1", servers.pid(1)));
        workload.close();
        try (Session promoted = servers.admin(2)) {
            promoted.execute("STOP REPLICA IO_THREAD");
            faults.healAll();
            await().atMost(BOUND).until(() -> applied(promoted));
        }
        return Losses.of(workload.ledger().writes(), rows(2));
    }

    private static boolean applied(Session replica) throws SQLException {
        String received = "(SELECT received_transaction_set FROM performance_schema.replication_connection_status)";
        return replica.text("SELECT GTID_SUBSET(" + received + ", @@GLOBAL.gtid_executed)")
                .equals("1");
    }

    private void create() throws SQLException {
        try (Session session = servers.admin(1)) {
            TABLE.create(session);
        }
    }

    private Workload workload() {
        TreeMap<String, Address> direct = new TreeMap<>();
        direct.put("db1", servers.address(1));
        direct.put("db2", servers.address(2));
        Doors doors = new Doors(servers.address(1), servers.address(2), direct, Mysqlds.APP);
        return Workload.start(doors, Load.STANDARD, TABLE, new AtomicLong());
    }

    private static void awaitWrites(Workload workload, int count) {
        await().atMost(BOUND)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> workload.ledger().writes().stream()
                                .filter(Write::acknowledged)
                                .count()
                        >= count);
    }

    private static long serversThatAcknowledged(Workload workload) {
        return workload.ledger().writes().stream()
                .filter(Write::acknowledged)
                .map(Write::server)
                .distinct()
                .count();
    }

    private GtidSet executed(int server) throws SQLException {
        try (Session session = servers.admin(server)) {
            return GtidSet.parse(session.text("SELECT @@GLOBAL.gtid_executed"));
        }
    }

    private List<Row> rows(int server) throws SQLException {
        try (Session session = servers.admin(server)) {
            return TABLE.rows(session);
        }
    }
}
