package io.signalbox.agents.daemon.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.agents.protocol.Report.ReceiverState;
import io.signalbox.mysql.act.MysqlAct.Close;
import io.signalbox.mysql.act.MysqlAct.SetSemiSyncSource;
import io.signalbox.mysql.act.MysqlAct.StopApplier;
import io.signalbox.mysql.act.MysqlAct.StopReceiver;
import io.signalbox.mysql.real.RealMysql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the probes say of real servers in trouble. */
class ProbesIT {
    private static final Duration LONG = Duration.ofMillis(600);

    private final AtomicInteger changes = new AtomicInteger();
    private RealMysql db1;
    private RealMysql db2;
    private Acts at1;
    private Acts at2;
    private Probes of1;
    private Probes of2;

    @BeforeEach
    void twoServersWithOnePrimary() {
        db1 = RealMysql.create("db1", "127.0.201.31", 1).start();
        db2 = RealMysql.create("db2", "127.0.201.32", 2).start();
        at1 = new Acts(db1);
        at2 = new Acts(db2);
        at1.open(false, 1);
        at2.attach(db1, true);
        of1 = new Probes(Access.to(db1), ProbePeriods.DEFAULT, changes::incrementAndGet);
        of2 = new Probes(Access.to(db2), ProbePeriods.DEFAULT, () -> {});
        of1.start();
        of2.start();
        await().until(() ->
                of1.latest().mysql().isPresent() && of2.latest().mysql().isPresent());
    }

    @AfterEach
    void end() {
        of1.close();
        of2.close();
        at1.close();
        at2.close();
        db1.close();
        db2.close();
    }

    @Test
    void tellWhatEachServerIs() {
        at1.does(new SetSemiSyncSource(true));
        await().untilAsserted(() -> {
            Report.Mysql primary = of1.latest().mysql().orElseThrow();
            assertThat(primary.writable()).isTrue();
            assertThat(primary.semiSync()).isEqualTo(new Report.SemiSync(true, false, 1, 1));
            assertThat(primary.receiver().state()).isEqualTo(ReceiverState.OFF);
            assertThat(primary.heartbeatLag()).isZero();
            assertThat(primary.uuid()).isEqualTo(db1.ask("SELECT @@server_uuid"));
        });
        await().untilAsserted(() -> {
            Report.Mysql replica = of2.latest().mysql().orElseThrow();
            assertThat(replica.writable()).isFalse();
            assertThat(replica.semiSync().replicaSide()).isTrue();
            assertThat(replica.receiver().state()).isEqualTo(ReceiverState.ON);
            assertThat(replica.receiver().source()).isEqualTo(db1.host() + ":3306");
            assertThat(replica.receiver().silent()).isLessThan(LONG);
            assertThat(replica.applier().running()).isTrue();
            assertThat(replica.heartbeatLag()).isLessThan(Duration.ofSeconds(1));
            assertThat(replica.received().contains(replica.executed())).isTrue();
        });
        assertThat(of1.latest().probes().writeSilent()).isLessThan(LONG);
        assertThat(of2.latest().probes())
                .satisfies(p -> assertThat(p.writeSilent()).isZero());
    }

    @Test
    void ringWhenSomethingThatMattersFlips() {
        int before = changes.get();
        at1.does(new Close(Duration.ofSeconds(1)));
        await().until(() -> changes.get() > before);
        assertThat(of1.latest().mysql().orElseThrow().writable()).isFalse();
    }

    @Test
    void tellSilenceOfAFrozenServerAndItsEnd() {
        db1.signal("STOP");
        await().until(() -> of1.latest().probes().readSilent().compareTo(LONG) > 0);
        assertThat(of1.latest().probes().fault()).isEqualTo(ProbeFault.SILENT);
        assertThat(of1.latest().probes().writeSilent()).isGreaterThan(Duration.ofMillis(300));
        await().until(() -> silentAt2().compareTo(LONG) > 0);
        db1.signal("CONT");
        await().until(() -> of1.latest().probes().fault() == ProbeFault.NONE);
        await().until(() -> silentAt2().compareTo(LONG) < 0);
    }

    @Test
    void tellACommitThatWaitsFromADeadServerAndFreeItWhenTheLinkIsBack() {
        at1.does(new SetSemiSyncSource(true));
        at2.does(new StopReceiver());
        await().until(() -> of1.latest().probes().fault() == ProbeFault.WAITS_FOR_ACKNOWLEDGEMENT);
        assertThat(of1.latest().probes().readSilent()).isLessThan(LONG);
        assertThat(of1.latest().mysql().orElseThrow().waitingCommits()).isPositive();
        await().until(() -> of1.latest().probes().writeSilent().compareTo(LONG) > 0);

        at2.attach(db1, true);
        await().until(() -> of1.latest().probes().fault() == ProbeFault.NONE);
        await().until(() -> of1.latest().mysql().orElseThrow().waitingCommits() == 0);
        assertThat(db1.ask("SELECT COUNT(*) FROM signalbox.heartbeat WHERE lane > 0"))
                .isNotEqualTo("0");
    }

    @Test
    void tellALockFromADeadServer() throws SQLException {
        try (Connection admin = db1.connect(RealMysql.TESTER, RealMysql.ADMIN_PORT);
                Statement statement = admin.createStatement()) {
            statement.execute("FLUSH TABLES WITH READ LOCK");
            await().until(() -> of1.latest().probes().fault() == ProbeFault.WAITS_FOR_LOCK);
            assertThat(of1.latest().probes().readSilent()).isLessThan(LONG);
        }
        await().until(() -> of1.latest().probes().fault() == ProbeFault.NONE);
    }

    /** Whoever may read the heartbeat may lock its rows: mysqld calls a write behind that "update", as any other. */
    @Test
    void tellALockOfARowFromAStalledDisk() throws SQLException {
        try (Connection client = db1.connect(RealMysql.TESTER, RealMysql.ADMIN_PORT);
                Statement statement = client.createStatement()) {
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE");
            statement.execute("BEGIN");
            statement.executeQuery("SELECT * FROM signalbox.heartbeat").close();
            await().until(() -> of1.latest().probes().writeSilent().compareTo(LONG) > 0);
            assertThat(of1.latest().probes().fault()).isEqualTo(ProbeFault.WAITS_FOR_LOCK);
        }
        await().until(() -> of1.latest().probes().fault() == ProbeFault.NONE);
    }

    /** Commits that the binlog's own delay holds are in the state of commits behind a stalled disk. */
    @Test
    void tellASlowDiskFromAnAcknowledgementThatDoesNotCome() throws SQLException {
        at1.does(new SetSemiSyncSource(true));
        try (Connection admin = db1.connect(RealMysql.TESTER, RealMysql.ADMIN_PORT);
                Statement statement = admin.createStatement()) {
            statement.execute("SET GLOBAL binlog_group_commit_sync_delay = 1000000");
            await().untilAsserted(() -> {
                assertThat(of1.latest().probes().fault()).isEqualTo(ProbeFault.SILENT);
                assertThat(of1.latest().probes().sentence()).contains("handler commit");
                assertThat(of1.latest().mysql().orElseThrow().waitingCommits()).isZero();
            });
        }
    }

    @Test
    void tellBacklogAndLag() {
        at2.does(new StopApplier());
        await().untilAsserted(() -> {
            Report.Mysql replica = of2.latest().mysql().orElseThrow();
            assertThat(replica.applier().running()).isFalse();
            assertThat(replica.applier().backlog()).isGreaterThan(5);
            assertThat(replica.heartbeatLag()).isGreaterThan(Duration.ofMillis(500));
        });
    }

    @Test
    void nameWrongCredentials() {
        db1.run("ALTER USER sb_monitor IDENTIFIED BY 'another'");
        of1.restarted();
        await().untilAsserted(() -> assertThat(of1.latest().probes().fault()).isEqualTo(ProbeFault.CREDENTIALS));
        assertThat(of1.latest().mysql()).isEmpty();
        assertThat(of1.latest().probes().sentence()).contains("Access denied").doesNotContain("it's");
    }

    @Test
    void nameADeadServerAndFindItWhenItIsBack() {
        db2.kill();
        of2.restarted();
        await().until(() -> of2.latest().probes().fault() == ProbeFault.REFUSED);
        assertThat(of2.latest().mysql()).isEmpty();
        db2.start();
        await().until(() -> of2.latest().mysql().isPresent());
    }

    @Test
    void getInByTheAdminPortWhenNoConnectionIsLeft() {
        db1.run("SET GLOBAL max_connections = 1");
        assertThatThrownBy(() -> db1.connect("app", RealMysql.PORT).close())
                .hasMessageContaining("Too many connections");
        of1.restarted();
        await().until(() -> of1.latest().mysql().isPresent());
        assertThat(of1.latest().probes().fault()).isEqualTo(ProbeFault.NONE);
    }

    private Duration silentAt2() {
        return of2.latest().mysql().orElseThrow().receiver().silent();
    }
}
