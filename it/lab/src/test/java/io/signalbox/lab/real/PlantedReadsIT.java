package io.signalbox.lab.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.lab.check.OwnReadings;
import io.signalbox.lab.check.Readings;
import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.OwnRead;
import io.signalbox.lab.ledger.OwnRead.Found;
import io.signalbox.lab.ledger.Read;
import io.signalbox.lab.ledger.ReadPort;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Doors;
import io.signalbox.lab.workload.Load;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Table;
import io.signalbox.lab.workload.Workload;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of a real replica, without Signalbox: nobody keeps them from old data, so what is planted there must be found. */
class PlantedReadsIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration PROMISED = Duration.ofSeconds(1);
    private static final int ENOUGH = 10;
    /** A replica must keep up with it on a busy machine too. */
    private static final Load LOAD = Load.STANDARD.withWrites(2, 50);

    @TempDir
    static Path dir;

    private static Mysqlds servers;
    private static int tables;

    private Table table;

    @BeforeAll
    static void startTwoServers() throws Exception {
        servers = new Mysqlds(dir, "127.0.210");
        servers.start(1);
        servers.start(2);
        servers.follow(2, 1, false);
    }

    @AfterAll
    static void endThem() {
        servers.close();
    }

    @BeforeEach
    void create() throws SQLException {
        table = new Table("planted" + ++tables);
        try (Session session = servers.admin(1)) {
            table.create(session);
        }
        await().atMost(BOUND).ignoreExceptionsInstanceOf(SQLException.class).until(() -> {
            try (Session session = servers.admin(2)) {
                return session.text("SELECT COUNT(*) FROM " + name() + "_own").equals("0");
            }
        });
    }

    @Test
    void aReplicaThatKeepsUpIsReadWithoutAComplaint() {
        Workload workload = workload();
        try (workload) {
            awaitReads(workload);
            awaitOwn(workload, Found.THERE);
        }

        for (ReadPort port : ReadPort.values()) {
            Readings readings = readings(workload, port);
            assertThat(readings.done()).isGreaterThanOrEqualTo(ENOUGH);
            assertThat(readings.back()).isEmpty();
        }
        assertThat(OwnReadings.of(workload.ledger().ownReads()).missing()).isEmpty();
    }

    /** The fresh port of this test leads to the replica, whatever it lags. */
    @Test
    void aReplicaWhoseApplierStandsStillIsStale() throws Exception {
        Workload workload = workload();
        try (workload;
                Session replica = servers.admin(2)) {
            awaitReads(workload);
            replica.execute("STOP REPLICA SQL_THREAD");
            await().atMost(BOUND)
                    .until(() -> !readings(workload, ReadPort.FRESH).stale().isEmpty());
            awaitOwn(workload, Found.NOT_IN_TIME);
            replica.execute("START REPLICA SQL_THREAD");
        }

        Readings fresh = readings(workload, ReadPort.FRESH);
        assertThat(fresh.oldest()).isGreaterThan(PROMISED);
        assertThat(fresh.back()).as("old, and none went back").isEmpty();
        assertThat(OwnReadings.of(workload.ledger().ownReads()).missing())
                .as("the server never said that it has them")
                .isEmpty();
    }

    @Test
    void rowsThatAreTakenFromAReplicaBehindItsReadersBackAreMissed() throws Exception {
        Workload workload = workload();
        try (workload;
                Session replica = servers.admin(2)) {
            awaitReads(workload);
            secretly(replica, "DELETE FROM " + name());
            await().atMost(BOUND)
                    .until(() -> !readings(workload, ReadPort.POOL).back().isEmpty()
                            && !readings(workload, ReadPort.FRESH).back().isEmpty());
        }

        assertThat(readings(workload, ReadPort.POOL).back())
                .allSatisfy(sentence -> assertThat(sentence).startsWith("a connection to "));
    }

    /** The replica has the transactions of these rows by their names, and not what they did. */
    @Test
    void ownWritesThatAReplicaClaimsToHaveAreMissed() throws Exception {
        Workload workload = workload();
        try (workload;
                Session replica = servers.admin(2)) {
            awaitOwn(workload, Found.THERE);
            replica.execute("STOP REPLICA SQL_THREAD");
            replica.execute("CHANGE REPLICATION FILTER REPLICATE_IGNORE_TABLE = (" + name() + "_own)");
            replica.execute("START REPLICA SQL_THREAD");
            awaitOwn(workload, Found.MISSING);
        }

        assertThat(OwnReadings.of(workload.ledger().ownReads()).missing())
                .isNotEmpty()
                .allSatisfy(sentence -> assertThat(sentence).contains(" said that it has row "));
    }

    private static void secretly(Session replica, String sql) throws SQLException {
        replica.execute("SET GLOBAL super_read_only = OFF");
        replica.execute("SET sql_log_bin = 0");
        replica.execute(sql);
    }

    private Workload workload() {
        TreeMap<String, Address> direct = new TreeMap<>();
        direct.put("db1", servers.address(1));
        Doors doors =
                new Doors(servers.address(1), servers.address(2), direct, Mysqlds.APP).withFresh(servers.address(2));
        return Workload.start(doors, LOAD, table, new AtomicLong());
    }

    private String name() {
        return Table.SCHEMA + "." + table.name();
    }

    private static Readings readings(Workload workload, ReadPort port) {
        // Reads first: each is held against all that was acknowledged before it.
        List<Read> reads = workload.ledger().reads(port);
        return Readings.of(workload.ledger().writes(), reads, PROMISED);
    }

    private static void awaitReads(Workload workload) {
        Ledger ledger = workload.ledger();
        await().atMost(BOUND)
                .until(() ->
                        seen(ledger.reads(ReadPort.POOL)) >= ENOUGH && seen(ledger.reads(ReadPort.FRESH)) >= ENOUGH);
    }

    private static long seen(List<Read> reads) {
        return reads.stream().filter(read -> read.seen() > 0).count();
    }

    private static void awaitOwn(Workload workload, Found found) {
        await().atMost(BOUND)
                .until(() -> workload.ledger().ownReads().stream()
                        .map(OwnRead::found)
                        .anyMatch(found::equals));
    }
}
