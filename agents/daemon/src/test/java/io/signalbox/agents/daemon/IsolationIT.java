package io.signalbox.agents.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.signalbox.agents.daemon.isolation.PortFences;
import io.signalbox.agents.daemon.real.AgentHost;
import io.signalbox.agents.daemon.real.LinkCut;
import io.signalbox.agents.daemon.real.TestLink;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.mysql.gtid.GtidSet;
import io.signalbox.mysql.real.RealMysql;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real primary, its one acker, and no controller. */
class IsolationIT {
    private static final String PRIMARY = "127.0.203.31";
    private static final String REPLICA = "127.0.203.32";
    private static final Duration LIMIT = Duration.ofSeconds(3);
    /** From the limit until it is out: a look, the bound of {@code offline_mode}, a kill; on a busy machine. */
    private static final Duration SLACK = Duration.ofSeconds(3);
    /** Nothing can be awaited where nothing happens: a server that is still in service after this long stays so. */
    private static final Duration WINDOW = LIMIT.multipliedBy(2);

    private AgentHost db1;
    private AgentHost db2;
    private final LinkCut cut = new LinkCut(PRIMARY, REPLICA);

    @BeforeEach
    void primaryWithOneAcker() throws IOException {
        String isolation = "isolation: {after: 3s, noAckersAfter: 1s, commandDeadline: 1s}\n";
        db1 = AgentHost.create("db1", PRIMARY, 1, isolation).startAll();
        db2 = AgentHost.create("db2", REPLICA, 2, isolation).startAll();
        done(db2, new Order.Follow(new Order.Endpoint("db1", PRIMARY, RealMysql.PORT), true));
        done(db1, new Order.Open(true, 1));
        done(db1, new Order.Learn("db1", Set.of("db2"), true, Optional.empty()));
        db1.mysql().as("app", "CREATE SCHEMA shop", "CREATE TABLE shop.t (a INT PRIMARY KEY)");
        db1.mysql().as("app", "INSERT INTO shop.t VALUES (1)");
        db1.awaitReport(report ->
                report.mysql().isPresent() && report.mysql().get().semiSync().clients() == 1);
    }

    @AfterEach
    void end() throws Exception {
        cut.heal();
        db1.close();
        db2.close();
        PortFences.probe(PRIMARY, RealMysql.PORT).open(SLACK);
    }

    @Test
    void tellsNoWaitingCommitThatItIsDoneAndComesBackWithoutIt() throws Exception {
        assumeTrue(LinkCut.lack().isEmpty(), LinkCut.lack());
        cut.inject();
        final long at = System.nanoTime();
        CompletableFuture<SQLException> second = blockedInsert(2);
        CompletableFuture<SQLException> third = blockedInsert(3);

        assertThat(second.get(LIMIT.plus(SLACK).toMillis(), TimeUnit.MILLISECONDS)
                        .getSQLState())
                .startsWith("08");
        assertThat(third.get(SLACK.toMillis(), TimeUnit.MILLISECONDS).getSQLState())
                .startsWith("08");
        assertThat(Duration.ofNanos(System.nanoTime() - at)).isBetween(LIMIT, LIMIT.plus(SLACK));
        Report gone = db1.awaitReport(report -> report.mysqld().state() == ProcessState.AT_THE_GATE);
        assertThat(gone.mysqld().detail()).contains("isolated for 3000 ms");
        assertThat(db1.get("/metrics").body()).contains("signalbox_agent_isolations_total 1.0");
        assertThat(db1.mysqldRuns()).isFalse();

        cut.heal();
        GtidSet held = ((Answer.Done) done(db2, new Order.Detach())).executed();
        Answer.Done back = (Answer.Done) done(db1, new Order.Rewind(held));

        assertThat(back.details()).containsKey("tail.file");
        assertThat(back.executed()).isEqualTo(held);
        assertThat(db1.mysql().ask("SELECT GROUP_CONCAT(a) FROM shop.t")).isEqualTo("1");
        try (Socket client = new Socket()) {
            client.connect(new InetSocketAddress(PRIMARY, RealMysql.PORT), (int) SLACK.toMillis());
        }
    }

    @Test
    void comesBackAsItIsWhenItIsStillTheRecordedPrimary() throws Exception {
        assumeTrue(LinkCut.lack().isEmpty(), LinkCut.lack());
        cut.inject();
        blockedInsert(2);
        db1.awaitReport(report -> report.mysqld().state() == ProcessState.AT_THE_GATE);
        cut.heal();

        // As Reopen does: the reset of its connection was lost on the cut link, so it would wait for its read timeout.
        done(db2, new Order.Follow(new Order.Endpoint("db1", PRIMARY, RealMysql.PORT), true));
        done(db1, new Order.Start());
        done(db1, new Order.Open(true, 1));

        AgentHost.await(
                "the row is on both",
                () -> db2.mysql().ask("SELECT GROUP_CONCAT(a) FROM shop.t").equals("1,2"));
    }

    @Test
    void staysInServiceWithoutAControllerWhileItsAckerIsConnectedEvenIfThatHangs() throws Exception {
        pause(WINDOW);
        db1.mysql().as("app", "INSERT INTO shop.t VALUES (2)");

        signal(db2, "STOP");
        CompletableFuture<SQLException> waits = blockedInsert(3);
        pause(WINDOW);
        assertThat(db1.status().mysqld().state()).isEqualTo(ProcessState.RUNNING);
        assertThat(db1.get("/status").body()).contains("\"ackers\":\"connected\"");
        signal(db2, "CONT");

        AgentHost.await(
                "the commit goes on",
                () -> db1.mysql().ask("SELECT COUNT(*) FROM shop.t").equals("3"));
        assertThat(waits).isNotDone();
    }

    @Test
    void staysInServiceWithoutAnyAckerWhileAControllerIsLinked() throws Exception {
        try (TestLink controller = db1.link()) {
            done(db2, new Order.Detach());
            pause(WINDOW);

            assertThat(db1.status().mysqld().state()).isEqualTo(ProcessState.RUNNING);
            assertThat(db1.get("/status").body()).contains("\"ackers\":\"none\"", "\"alone\":false");
            controller.dropAll();
        }
        db1.awaitReport(report -> report.mysqld().state() == ProcessState.AT_THE_GATE);
    }

    /** MySQL's own orderly end would tell the client that it is done ({@code FencesIT}). A controller is there: nobody is isolated. */
    @Test
    void cutsAnEndByHandShortBeforeItAcknowledgesWhatWaits() throws Exception {
        try (TestLink controller = db1.link()) {
            GtidSet held = ((Answer.Done) done(db2, new Order.Detach())).executed();
            CompletableFuture<SQLException> waits = blockedInsert(2);
            AgentHost.await(
                    "the commit waits",
                    () -> db1.mysql()
                            .ask("SELECT COUNT(*) FROM performance_schema.threads WHERE processlist_user = 'app'"
                                    + " AND processlist_state LIKE 'Waiting for semi-sync%'")
                            .equals("1"));
            signal(db1, "TERM");

            assertThat(waits.get(SLACK.toMillis(), TimeUnit.MILLISECONDS).getSQLState())
                    .startsWith("08");
            Report gone = db1.awaitReport(report -> report.mysqld().state() == ProcessState.AT_THE_GATE);
            assertThat(gone.mysqld().detail()).contains("somebody stopped mysqld");
            assertThat(db1.get("/metrics").body())
                    .contains("signalbox_agent_isolations_total 0.0", "signalbox_agent_ends_cut_short_total 1.0");

            done(db1, new Order.Rewind(held));
            assertThat(db1.mysql().ask("SELECT GROUP_CONCAT(a) FROM shop.t")).isEqualTo("1");
            controller.dropAll();
        }
    }

    @Test
    void letsAReplicaEndInOrder() throws Exception {
        long pid = db2.mysqldPid();
        signal(db2, "TERM");

        db2.awaitReport(report -> report.mysqld().state() == ProcessState.RUNNING
                && report.mysqld().pid() != pid);
        assertThat(db2.mysql().log()).contains("mysqld: Shutdown complete");
    }

    @Test
    void staysInServiceAsTheOnlyCopy() throws Exception {
        done(db2, new Order.Detach());
        done(db1, new Order.Learn("db1", Set.of(), false, Optional.empty()));
        pause(WINDOW);

        assertThat(db1.status().mysqld().state()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void opensThePortThatAnEarlierAgentClosed() throws Exception {
        var fence = PortFences.probe(PRIMARY, RealMysql.PORT);
        assumeTrue(fence.lack().isEmpty(), fence.lack());
        db1.killAgent();
        fence.close(SLACK);

        db1.startAgent();

        try (Socket client = new Socket()) {
            client.connect(new InetSocketAddress(PRIMARY, RealMysql.PORT), (int) SLACK.toMillis());
        }
    }

    /** Completes with how its connection ended; never if it is acknowledged. */
    private CompletableFuture<SQLException> blockedInsert(int row) throws SQLException {
        CompletableFuture<SQLException> end = new CompletableFuture<>();
        Connection connection = db1.mysql().connect("app", RealMysql.PORT);
        Thread.startVirtualThread(() -> {
            try (connection;
                    Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO shop.t VALUES (" + row + ")");
            } catch (SQLException e) {
                end.complete(e);
            }
        });
        return end;
    }

    private static Answer.Result done(AgentHost host, Order order) {
        Answer.Result result = host.order(order).result();
        assertThat(result).isInstanceOf(Answer.Done.class);
        return result;
    }

    private static void signal(AgentHost host, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(host.mysqldPid()))
                .start()
                .waitFor();
    }

    /** A window in which something must not happen. */
    private static void pause(Duration window) {
        long end = System.nanoTime() + window.toNanos();
        AgentHost.await("the window to pass", () -> System.nanoTime() - end > 0);
    }
}
