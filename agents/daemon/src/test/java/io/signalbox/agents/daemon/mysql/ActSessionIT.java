package io.signalbox.agents.daemon.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.agents.daemon.mysql.ActOutcome.Code;
import io.signalbox.agents.daemon.mysql.ActOutcome.Failed;
import io.signalbox.agents.daemon.mysql.ActOutcome.Performed;
import io.signalbox.mysql.act.MysqlAct.ChangeSource;
import io.signalbox.mysql.act.MysqlAct.Close;
import io.signalbox.mysql.act.MysqlAct.CountWaiting;
import io.signalbox.mysql.act.MysqlAct.ForgetSource;
import io.signalbox.mysql.act.MysqlAct.OpenDoor;
import io.signalbox.mysql.act.MysqlAct.ReadHistory;
import io.signalbox.mysql.act.MysqlAct.ReadSets;
import io.signalbox.mysql.act.MysqlAct.SetSemiSyncReplica;
import io.signalbox.mysql.act.MysqlAct.SetSemiSyncSource;
import io.signalbox.mysql.act.MysqlAct.ShutDoor;
import io.signalbox.mysql.act.MysqlAct.StartApplier;
import io.signalbox.mysql.act.MysqlAct.StopApplier;
import io.signalbox.mysql.act.MysqlAct.StopReceiver;
import io.signalbox.mysql.act.MysqlAct.WaitForExecuted;
import io.signalbox.mysql.dialect.Query;
import io.signalbox.mysql.gtid.GtidSet;
import io.signalbox.mysql.real.RealMysql;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every act, with the accounts and grants of a site, on two real servers. */
class ActSessionIT {
    private RealMysql db1;
    private RealMysql db2;
    private Acts at1;
    private Acts at2;

    @BeforeEach
    void twoServersWithOnePrimary() {
        db1 = RealMysql.create("db1", "127.0.201.11", 1).start();
        db2 = RealMysql.create("db2", "127.0.201.12", 2).start();
        at1 = new Acts(db1);
        at2 = new Acts(db2);
        at1.open(false, 1);
        db1.as("app", "CREATE SCHEMA shop", "CREATE TABLE shop.t (a INT PRIMARY KEY)");
        at2.attach(db1, true);
        at2.catchUpWith(at1);
        at1.does(new SetSemiSyncSource(true));
        await().until(() -> clients(db1) == 1);
    }

    @AfterEach
    void end() {
        at1.close();
        at2.close();
        db1.close();
        db2.close();
    }

    @Test
    void switchesOverAndBack() {
        db1.as("app", "INSERT INTO shop.t VALUES (1)");
        at1.does(new Close(Duration.ofSeconds(1)));
        at2.catchUpWith(at1);
        at2.detach();
        at1.attach(db2, true);
        at2.open(true, 1);
        db2.as("app", "INSERT INTO shop.t VALUES (2)");
        at2.does(new ForgetSource());
        at1.does(new SetSemiSyncSource(false));

        at2.does(new Close(Duration.ofSeconds(1)));
        at1.catchUpWith(at2);
        at1.detach();
        at2.attach(db1, true);
        at1.open(true, 1);
        db1.as("app", "INSERT INTO shop.t VALUES (3)");
        at2.catchUpWith(at1);
        assertThat(db2.ask("SELECT GROUP_CONCAT(a ORDER BY a) FROM shop.t")).isEqualTo("1,2,3");
        assertThat(at2.executed()).isEqualTo(at1.executed());
    }

    @Test
    void knowsWhetherItFollowsAsWanted() {
        db1.as("app", "INSERT INTO shop.t VALUES (1)");
        await().until(() -> at2.follows(db1, true));
        assertThat(at2.follows(db1, false)).isFalse();
        assertThat(at2.follows(db2, true)).isFalse();
        assertThat(at1.follows(db2, true)).as("it has no source").isFalse();

        at2.does(new SetSemiSyncReplica(false));
        assertThat(at2.follows(db1, true))
                .as("would not acknowledge once connected anew")
                .isFalse();
        assertThat(at2.follows(db1, false)).as("acknowledges still").isFalse();
        at2.does(new SetSemiSyncReplica(true));
        assertThat(at2.follows(db1, true)).isTrue();

        db1.signal("STOP");
        await().until(() -> !at2.follows(db1, true));
        db1.signal("CONT");
        await().until(() -> at2.follows(db1, true));
        at2.detach();
        assertThat(at2.follows(db1, true)).isFalse();
        at2.attach(db1, false);
        await().until(() -> at2.follows(db1, false));
    }

    /** What a new leader does to a primary that is open: the connection was made before the source side went on. */
    @Test
    void aConnectionFromBeforeTheSourceSideWentOnAcknowledges() {
        at1.does(new SetSemiSyncSource(false));
        db1.as("app", "INSERT INTO shop.t VALUES (1)");
        at1.does(new SetSemiSyncSource(true));
        await().until(() -> at2.follows(db1, true));
        int before = acknowledged(db1);
        db1.as("app", "INSERT INTO shop.t VALUES (2)");
        assertThat(acknowledged(db1)).isGreaterThan(before);
    }

    /** An agent that is killed leaves its statement to mysqld: it must not take effect after what the next one does. */
    @Test
    void nothingIsDoneBeforeMysqldHasDoneWithAnEarlierSession() throws SQLException {
        try (Connection locker = db1.connect("app", RealMysql.PORT);
                java.sql.Statement lock = locker.createStatement()) {
            lock.execute("LOCK TABLES shop.t WRITE");
            Duration patience = Duration.ofSeconds(20);
            Thread.startVirtualThread(() -> at1.session().perform(new Close(patience), patience));
            await().until(() -> closing(db1) == 1);
            at1.session().forget(); // it tries once more itself, which is an earlier session too
            try (Acts next = new Acts(db1)) {
                await().until(() -> next.session().perform(new ReadSets(), Acts.BOUND) instanceof Performed);
                assertThat(closing(db1)).isZero();
            }
        }
        assertThat(db1.ask("SELECT @@global.super_read_only + @@global.read_only"))
                .isEqualTo("0");
    }

    private static int acknowledged(RealMysql server) {
        return Integer.parseInt(server.ask("SELECT VARIABLE_VALUE FROM performance_schema.global_status"
                + " WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_yes_tx'"));
    }

    private static int closing(RealMysql server) {
        return Integer.parseInt(server.ask("SELECT COUNT(*) FROM performance_schema.threads"
                + " WHERE PROCESSLIST_INFO LIKE 'SET%read_only%' AND PROCESSLIST_ID <> CONNECTION_ID()"));
    }

    @Test
    void holdsTellsCommitsThatWaitAndThoseThatAreDone() throws SQLException {
        GtidSet before = at1.executed();
        at2.detach();
        try (Connection writer = db1.connect("app", RealMysql.PORT)) {
            Thread blocked = Thread.startVirtualThread(() -> insert(writer, 1));
            await().until(() -> waiting(at1) == 1);

            Performed history = at1.does(new ReadHistory());

            assertThat(history.executed()).isEqualTo(before);
            assertThat(history.received().minus(before).count()).isEqualTo(1);
            assertThat(blocked.isAlive()).isTrue();
            at1.does(new ShutDoor("db2"));
            at1.does(new OpenDoor("db2"));
            assertThat(db1.ask("SELECT 'whoever logs in now is let in'")).startsWith("whoever");
            assertThat(waiting(at1)).isEqualTo(1);
            assertThat(at1.does(new ReadHistory()).received()).isEqualTo(history.received());
            Failed close = at1.fails(new Close(Duration.ofMillis(200)));
            assertThat(close.code()).isEqualTo(Code.LOCK_WAIT);
            assertThat(close.sentence())
                    .contains("of app")
                    .contains("semi-sync")
                    .doesNotContain("INSERT");
            assertThat(db1.ask("SELECT @@global.super_read_only + @@global.read_only"))
                    .isEqualTo("0");

            at2.attach(db1, true);
            await().until(() -> !blocked.isAlive());
            assertThat(waiting(at1)).isZero();
            assertThat(at1.executed()).isEqualTo(history.received());
        }
    }

    /** A client that has locked a table executes nothing, and is whom the closing waits for. */
    @Test
    void namesTheClientThatKeepsItFromBeingClosedBeforeAndAfterItWasTried() throws SQLException {
        try (Connection client = db1.connect(RealMysql.TESTER, RealMysql.ADMIN_PORT);
                Statement statement = client.createStatement();
                Connection looking = db1.connect(RealMysql.TESTER, RealMysql.ADMIN_PORT);
                Statement look = looking.createStatement()) {
            statement.execute("LOCK TABLES signalbox.heartbeat WRITE");
            assertThat(LongHeld.read(look.executeQuery(Query.LONG_HELD.sql())).writeLock())
                    .hasValueSatisfying(lock -> assertThat(lock.user()).isEqualTo(RealMysql.TESTER));

            Failed close = at1.fails(new Close(Duration.ofMillis(200)));

            assertThat(close.code()).isEqualTo(Code.LOCK_WAIT);
            assertThat(close.sentence()).contains("sleeps and holds a lock");
        }
    }

    @Test
    void shutsADoorForOneReplicaAndOpensItAgain() {
        at1.does(new SetSemiSyncSource(false));
        at1.does(new ShutDoor("db2"));
        assertThat(db1.ask("SELECT COUNT(*) FROM performance_schema.threads WHERE PROCESSLIST_COMMAND LIKE 'Binlog%'"))
                .isEqualTo("0");
        await().until(() -> receiver(db2).equals("CONNECTING"));
        GtidSet shut = at1.executed();
        at1.does(new ShutDoor("db2"));
        assertThat(at1.executed()).as("a shut door costs no transaction").isEqualTo(shut);

        at1.does(new OpenDoor("db2"));
        await().until(() -> receiver(db2).equals("ON"));
        at2.catchUpWith(at1);
    }

    @Test
    void knowsNoDoorOfAStranger() {
        at1.does(new ShutDoor("db9"));
        assertThat(at1.fails(new OpenDoor("db9")).code()).isEqualTo(Code.NO_ACCOUNT);
        assertThat(at1.fails(new OpenDoor("db9'; DROP USER x")).code()).isEqualTo(Code.BAD_VALUE);
    }

    @Test
    void keepsWhatWasReceivedThroughARestartAndAChangeOfSource() {
        at2.does(new StopApplier());
        db1.as("app", "INSERT INTO shop.t VALUES (1)", "INSERT INTO shop.t VALUES (2)");
        GtidSet sent = at1.executed();
        db1.kill();
        db2.kill();
        db2.start();

        assertThat(at2.does(new ReadSets()).received()).isEqualTo(sent);
        assertThat(at2.fails(new ForgetSource()).code()).isEqualTo(Code.WOULD_DROP_RECEIVED);
        at2.does(new ChangeSource("127.0.201.13", RealMysql.PORT, db2.host(), "repl_db2"));

        at2.does(new WaitForExecuted(sent, Duration.ofSeconds(5)));
        assertThat(db2.ask("SELECT COUNT(*) FROM shop.t")).isEqualTo("2");
    }

    @Test
    void answersAStopAtOnceWhenTheSourceSwallowsPackets() throws IOException {
        try (BlackHole hole = new BlackHole(InetAddress.getByName("127.0.201.99"))) {
            at2.attach("127.0.201.99", hole.port(), true);
            await().until(() -> receiver(db2).equals("CONNECTING"));
            long before = System.nanoTime();

            Performed stop = at2.does(new StopReceiver());

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(1000));
            assertThat(db2.ask("SELECT @@rpl_semi_sync_replica_enabled")).isEqualTo("0");
            assertThat(stop.details()).containsEntry("receiver", "stopping");
            at2.attach(db1, true);
            await().until(() -> receiver(db2).equals("ON"));
        }
    }

    @Test
    void failsWithAReasonWhenNotCaughtUp() {
        GtidSet never = GtidSet.of("00000000-0000-0000-0000-000000000001", 1);
        at2.does(new StopApplier());
        Failed failed = at2.fails(new WaitForExecuted(never, Duration.ofMillis(50)));
        assertThat(failed.code()).isEqualTo(Code.NOT_CAUGHT_UP);
        assertThat(failed.sentence()).contains("1 transactions").contains("does not run");
        at2.does(new StartApplier());
    }

    @Test
    void findsItsWayBackAfterARestart() {
        at2.does(new ReadSets());
        db2.kill();
        assertThat(at2.fails(new ReadSets(), Duration.ofSeconds(1)).code()).isEqualTo(Code.UNREACHABLE);
        db2.start();
        at2.does(new ReadSets());
    }

    @Test
    void showsNoPasswordInMysqldsOwnTables() {
        at2.does(new StopReceiver());
        at2.does(new ChangeSource("127.0.201.14", RealMysql.PORT, db2.host(), "repl_db2"));
        assertThat(db2.ask("SELECT SQL_TEXT FROM performance_schema.events_statements_history"
                        + " WHERE SQL_TEXT LIKE 'CHANGE REPLICATION%'"))
                .contains("<secret>")
                .doesNotContain("it''s");
        assertThat(db2.log()).doesNotContain("it's");
    }

    private static void insert(Connection writer, int value) {
        try (java.sql.Statement statement = writer.createStatement()) {
            statement.execute("INSERT INTO shop.t VALUES (" + value + ")");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int waiting(Acts at) {
        return Integer.parseInt(at.does(new CountWaiting()).details().get("waiting"));
    }

    private static int clients(RealMysql server) {
        return Integer.parseInt(server.ask("SELECT VARIABLE_VALUE FROM performance_schema.global_status"
                + " WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_clients'"));
    }

    private static String receiver(RealMysql server) {
        return server.ask("SELECT SERVICE_STATE FROM performance_schema.replication_connection_status");
    }

    /** A port whose queue of connections is full, so that the kernel drops every further attempt without a word. */
    private static final class BlackHole implements AutoCloseable {
        private static final int MOST_FILLERS = 8;
        private final ServerSocket socket;
        private final List<SocketChannel> fillers = new ArrayList<>();

        BlackHole(InetAddress address) throws IOException {
            socket = new ServerSocket(0, 1, address);
            for (int i = 0; i < MOST_FILLERS; i++) {
                SocketChannel filler = SocketChannel.open();
                filler.configureBlocking(false);
                filler.connect(new InetSocketAddress(address, socket.getLocalPort()));
                fillers.add(filler);
            }
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel filler : fillers) {
                filler.close();
            }
            socket.close();
        }
    }
}
