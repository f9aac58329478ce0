package io.signalbox.mysql.binlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.mysql.binlog.CutPlan.Cut;
import io.signalbox.mysql.gtid.GtidSet;
import io.signalbox.mysql.real.RealMysql;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A primary that dies with commits nobody acknowledged, its binlog cut, started again. */
class TailCutIT {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Pattern GTID_NEXT = Pattern.compile("GTID_NEXT= '([0-9a-f-]{36}:\\d+)'");

    private RealMysql db1;
    private RealMysql db2;

    @BeforeEach
    void primaryAndReplica() {
        db1 = RealMysql.create("db1", "127.0.201.21", 1).start();
        db2 = RealMysql.create("db2", "127.0.201.22", 2).start();
        db1.run("SET GLOBAL super_read_only = OFF, GLOBAL read_only = OFF");
        db1.as("app", "CREATE SCHEMA shop", "CREATE TABLE shop.t (a INT PRIMARY KEY, b TEXT)");
        follow(db2, db1);
        await(() -> clients() == 1);
        db1.run("SET GLOBAL rpl_semi_sync_source_enabled = ON");
        db1.as("app", "INSERT INTO shop.t VALUES (1, 'acknowledged')");
    }

    @AfterEach
    void end() {
        db1.close();
        db2.close();
    }

    @Test
    void rejoinsWithoutWhatNobodyAcknowledged() throws IOException {
        db2.run("STOP REPLICA IO_THREAD");
        GtidSet before = executed(db1);
        blocked("app", "INSERT INTO shop.t VALUES (2, 'never')");
        blocked(
                RealMysql.TESTER,
                "SET SESSION binlog_transaction_compression = ON",
                "INSERT INTO shop.t VALUES (3, REPEAT('never', 99))");
        blocked("app", "CREATE TABLE shop.never (a INT PRIMARY KEY)");
        await(() -> written().minus(before).count() == 3);
        GtidSet lacked = written().minus(before);
        final String uuid = db1.ask("SELECT @@server_uuid");
        db1.kill();

        TailCut cut = new TailCut(db1.dataDir(), db1.directory().resolve("tails"));
        CutPlan plan = cut.plan(executed(db2));
        SavedTail tail = cut.perform(plan).orElseThrow();

        assertThat(plan)
                .isInstanceOfSatisfying(Cut.class, c -> assertThat(c.gtids()).isEqualTo(lacked));
        assertThat(namedByMysqlbinlog(tail.file())).isEqualTo(lacked);

        db1.start();
        assertThat(executed(db1)).as("no errant transaction").isEqualTo(executed(db2));
        assertThat(db1.ask("SELECT @@server_uuid")).isNotEqualTo(uuid);
        assertThat(db1.ask("SELECT GROUP_CONCAT(a) FROM shop.t")).isEqualTo("1");
        assertThat(db1.ask("SHOW TABLES IN shop LIKE 'never'")).isEmpty();

        db2.run("STOP REPLICA", "RESET REPLICA ALL", "SET GLOBAL super_read_only = OFF, GLOBAL read_only = OFF");
        follow(db1, db2);
        db2.as("app", "INSERT INTO shop.t VALUES (2, 'another')", "CREATE TABLE shop.never (b INT PRIMARY KEY)");
        await(() -> executed(db1).equals(executed(db2)));
        assertThat(db1.ask("SELECT b FROM shop.t WHERE a = 2")).isEqualTo("another");
    }

    /**
     * So that a cut that came too late is a fact, and the server is cloned anew. Without FLUSH ENGINE LOGS the commit may
     * not have left mysqld's memory, and then is rolled back too: never cut the binlog of a server that went alone.
     */
    @Test
    void showsWhatWasCommittedAfterAll() throws IOException {
        db2.run("STOP REPLICA IO_THREAD");
        db1.run("SET GLOBAL rpl_semi_sync_source_enabled = OFF");
        db1.as("app", "INSERT INTO shop.t VALUES (2, 'committed alone')");
        db1.run("FLUSH LOCAL ENGINE LOGS");
        db1.kill();

        TailCut cut = new TailCut(db1.dataDir(), db1.directory().resolve("tails"));
        SavedTail tail = cut.perform(cut.plan(executed(db2))).orElseThrow();
        db1.start();

        assertThat(executed(db1).minus(executed(db2))).isEqualTo(tail.gtids()).isNotEqualTo(GtidSet.EMPTY);
        assertThat(db1.ask("SELECT b FROM shop.t WHERE a = 2")).isEqualTo("committed alone");
    }

    private static void follow(RealMysql replica, RealMysql source) {
        replica.run(
                "SET GLOBAL rpl_semi_sync_replica_enabled = ON",
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '" + source.host() + "', SOURCE_PORT = " + RealMysql.PORT
                        + ", SOURCE_USER = 'repl_" + replica.name() + "', SOURCE_PASSWORD = '"
                        + RealMysql.passwordOf("repl_" + replica.name()).replace("'", "''")
                        + "', SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1",
                "START REPLICA");
    }

    /** Says it on a connection of its own, which never hears an answer. */
    private void blocked(String user, String... statements) {
        Thread.startVirtualThread(() -> {
            try {
                db1.as(user, statements);
                throw new AssertionError("acknowledged: " + String.join("; ", statements));
            } catch (IllegalStateException e) {
                // Its server was killed.
            }
        });
    }

    private GtidSet written() {
        try {
            return executed(db1).union(new BinlogHistory().read(db1.dataDir().resolve("binlog.index")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private int clients() {
        return Integer.parseInt(db1.ask("SELECT VARIABLE_VALUE FROM performance_schema.global_status"
                + " WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_clients'"));
    }

    private static GtidSet executed(RealMysql server) {
        return GtidSet.parse(server.ask("SELECT @@global.gtid_executed"));
    }

    private static GtidSet namedByMysqlbinlog(Path tail) throws IOException {
        Process process = new ProcessBuilder(
                        RealMysql.home().client("mysqlbinlog").toString(),
                        "--no-defaults",
                        "--verify-binlog-checksum",
                        "--base64-output=DECODE-ROWS",
                        "-v",
                        tail.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue()).as(output).isZero();
        assertThat(output).contains("never").doesNotContain("WARNING");
        List<String> named = new ArrayList<>();
        for (Matcher found = GTID_NEXT.matcher(output); found.find(); ) {
            named.add(found.group(1));
        }
        return GtidSet.parse(String.join(",", named));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + BOUND);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
