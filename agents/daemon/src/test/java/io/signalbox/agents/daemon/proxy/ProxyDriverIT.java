package io.signalbox.agents.daemon.proxy;

import static io.signalbox.agents.daemon.proxy.ProxyBench.until;
import static io.signalbox.agents.daemon.proxy.Routes.READERS;
import static io.signalbox.agents.daemon.proxy.Routes.WRITERS;
import static io.signalbox.agents.daemon.proxy.Routes.hold;
import static io.signalbox.agents.daemon.proxy.Routes.open;
import static io.signalbox.agents.daemon.proxy.Routes.reader;
import static io.signalbox.agents.daemon.proxy.Routes.token;
import static io.signalbox.agents.daemon.proxy.Routes.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Order.ServerSetting;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Token;
import io.signalbox.haproxy.real.SqlClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the driver makes a real HAProxy do. */
@Timeout(90)
class ProxyDriverIT {
    private static final Duration A_WHILE = Duration.ofMillis(300);
    private static final int CLIENTS = 30;
    private static final int SWITCHES = 60;
    private static final int IN_MAINTENANCE = 1;
    private static final int DRAINED = 8;

    private ProxyBench bench;
    private ProxyDriver driver;

    @BeforeEach
    void start() throws IOException {
        bench = new ProxyBench();
        bench.haproxy.start();
        driver = bench.driver();
    }

    @AfterEach
    void stop() throws IOException {
        bench.close();
    }

    @Test
    void clientsWaitWhileThereIsNoWriterAndAllFlowWhenOneOpens() {
        assertApplied(driver.apply(token(1), hold()));
        List<CompletableFuture<SqlClient>> clients =
                Stream.generate(bench::writing).limit(CLIENTS).toList();
        until(() -> bench.writeSessions() == CLIENTS);
        assertThat(clients).noneMatch(CompletableFuture::isDone);

        assertApplied(driver.apply(token(2), open("db2")));

        assertThat(clients).extracting(client -> client.join().greeting()).containsOnly("db2");
        assertThat(driver.snapshot().routed()).isEqualTo(token(2));
    }

    @Test
    void sessionsOfAClosedWriterLiveOnUntilTheyAreCut() throws IOException {
        assertApplied(driver.apply(token(1), open("db1")));
        try (SqlClient old = bench.write()) {
            assertApplied(driver.apply(token(2), hold()));
            assertThat(old.isCut(A_WHILE)).isFalse();
            assertApplied(driver.apply(token(3), open("db2")));
            assertThat(old.isCut(ProxyBench.BOUND)).isTrue();
            try (SqlClient next = bench.write()) {
                assertThat(next.greeting()).isEqualTo("db2");
                assertApplied(driver.apply(token(4), open("db2")));
                assertThat(next.isCut(A_WHILE)).isFalse();
            }
        }
    }

    @Test
    void neverAreTwoWritersOpenAndNoClientIsLostWhileTheWriterChanges() throws Exception {
        assertApplied(driver.apply(token(1), open("db1")));
        try (Hammer hammer = new Hammer(bench)) {
            for (int i = 1; i < SWITCHES; i++) {
                String from = i % 2 == 0 ? "db2" : "db1";
                String to = i % 2 == 0 ? "db1" : "db2";
                assertApplied(driver.apply(token(2 * i), hold()));
                until(() -> bench.sessionsOn(WRITERS, from) == 0);
                int heldBefore = hammer.greeted();
                assertApplied(driver.apply(token(2 * i + 1), open(to)));
                try (SqlClient client = bench.write()) {
                    assertThat(client.greeting()).isEqualTo(to);
                }
                until(() -> hammer.greeted() > heldBefore);
            }
            hammer.stop();
            assertThat(hammer.mostOpenWriters()).isEqualTo(1);
            assertThat(hammer.looks()).isGreaterThan(SWITCHES);
            assertThat(hammer.refused()).isEmpty();
        }
    }

    @Test
    void sessionsOfAServerInMaintenanceLiveOnUntilTheyAreCutOff() throws IOException {
        driver.apply(token(1), hold(reader(1, ServerMode.READY, 100), reader(2, ServerMode.MAINT, 100)));
        until(() -> bench.statusOf(READERS + "_unchecked", "db1").equals("no check"));
        // Before that a client is given to the checked backend, whose sessions are none of those that are cut here.
        until(() -> bench.statusOf(READERS, "BACKEND").equals("DOWN"));
        try (SqlClient old = bench.read()) {
            assertThat(old.greeting()).isEqualTo("db1");
            ServerSetting unchecked = new ServerSetting(READERS + "_unchecked", "db1", ServerMode.MAINT, 100);
            assertApplied(driver.apply(token(2), hold(unchecked)));
            assertThat(old.isCut(A_WHILE)).isFalse();
            ServerSetting cut = new ServerSetting(READERS + "_unchecked", "db1", ServerMode.MAINT, 100, true);
            assertApplied(driver.apply(token(3), hold(cut)));
            assertThat(old.isCut(ProxyBench.BOUND)).isTrue();
        }
    }

    @Test
    void aRouteWithALowerTokenIsNotApplied() {
        assertApplied(driver.apply(token(5), open("db1")));
        assertThat(driver.apply(token(4), open("db2")))
                .isInstanceOfSatisfying(
                        RouteOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("TOKEN_IS_OLD"));
        assertThat(bench.openWriters()).containsExactly("db1");
    }

    @Test
    void afterAReloadTheRouteIsRestoredWithoutAnybody() throws IOException {
        assertApplied(driver.apply(token(1), open("db2", web(1, ServerMode.DRAIN), reader(1, ServerMode.READY, 30))));
        until(() -> driver.snapshot().alive() && driver.snapshot().reloads() == 0);
        long pid = driver.snapshot().pid();

        bench.haproxy.reload();

        until(() ->
                driver.snapshot().reloads() == 1 && driver.snapshot().routed().equals(token(1)));
        assertThat(driver.snapshot().pid()).isNotEqualTo(pid);
        assertThat(bench.openWriters()).containsExactly("db2");
        assertThat(bench.weightOf(READERS, "db1")).isEqualTo(30);
        assertThat(bench.listener.sentences()).anyMatch(said -> said.contains("after a new worker route 1.1"));
        try (SqlClient client = bench.write()) {
            assertThat(client.greeting()).isEqualTo("db2");
        }
    }

    @Test
    void sessionsAndHeldClientsOfAnOldWorkerAreCutWithTheOthers() throws IOException {
        assertApplied(driver.apply(token(1), open("db1")));
        try (SqlClient onDb1 = bench.write()) {
            assertApplied(driver.apply(token(2), hold()));
            CompletableFuture<SqlClient> held = bench.writing();
            until(() -> bench.writeSessions() == 2);

            bench.haproxy.reload();
            until(() -> driver.snapshot().oldWorkers() == 1
                    && driver.snapshot().routed().equals(token(2)));
            assertThat(onDb1.isCut(A_WHILE)).isFalse();

            RouteOutcome outcome = driver.apply(token(3), open("db2"));

            assertThat(assertApplied(outcome).details()).containsEntry("oldWorkers.sessionsCut", "2");
            assertThat(onDb1.isCut(ProxyBench.BOUND)).isTrue();
            until(held::isCompletedExceptionally);
        }
        until(() -> driver.snapshot().oldWorkers() == 0);
    }

    @Test
    void afterARestartTheRouteIsRestoredWithoutAnybody() throws IOException {
        assertApplied(driver.apply(token(1), open("db1")));
        bench.haproxy.kill();
        until(() -> !driver.snapshot().alive());
        assertThat(driver.snapshot().servers()).isEmpty();
        assertThat(driver.snapshot().routed()).isEqualTo(Token.NONE);
        assertThat(driver.snapshot().error()).isNotEmpty();

        bench.haproxy.start();

        until(() -> driver.snapshot().routed().equals(token(1)));
        assertThat(bench.openWriters()).containsExactly("db1");
    }

    @Test
    void aRouteGivenWhileHaproxyIsDownFailsAndComesIntoForceWhenItIsBack() throws IOException {
        assertApplied(driver.apply(token(1), open("db1")));
        bench.haproxy.kill();
        assertThat(driver.apply(token(2), open("db2")))
                .isInstanceOfSatisfying(
                        RouteOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("HAPROXY_NOBODY_THERE"));
        assertThat(driver.snapshot().alive()).isFalse();
        bench.haproxy.start();
        until(() -> driver.snapshot().routed().equals(token(2)));
        assertThat(bench.openWriters()).containsExactly("db2");
    }

    @Test
    void aHungHaproxyIsNotTakenForARoutedOneAndObeysTheNewestRouteWhenItWakes() {
        assertApplied(driver.apply(token(1), open("db1")));
        bench.haproxy.freeze(true);
        long start = System.nanoTime();
        RouteOutcome outcome = driver.apply(token(2), open("db2"));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        bench.haproxy.freeze(false);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RouteOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("HAPROXY_NO_ANSWER_IN_TIME"));
        assertThat(took).isLessThan(Duration.ofSeconds(2));
        until(() -> driver.snapshot().routed().equals(token(2)));
        assertThat(bench.openWriters()).containsExactly("db2");
    }

    @Test
    void whatAPersonChangesIsNotedAndUndone() {
        assertApplied(driver.apply(token(1), open("db1", reader(2, ServerMode.READY, 100))));
        until(() ->
                driver.snapshot().routed().equals(token(1)) && driver.snapshot().alive());
        for (String change : List.of(
                "set server mysql_main_rw/db2 state ready",
                "set server mysql_main_rw/db1 state maint",
                "set server mysql_main_rw/db1 state drain",
                "set server mysql_main_rw/db1 health down",
                "set server mysql_main_rw/db1 weight 0",
                "set server mysql_main_rw/hold state maint",
                "set server mysql_main_ro/db2 weight 3",
                "set server mysql_main_ro_unchecked/db2 state maint")) {
            int said = bench.listener.sentences().size();
            bench.say(change);
            until(() -> bench.listener.sentences().size() > said
                    && driver.snapshot().routed().equals(token(1)));
            assertThat(bench.openWriters()).as(change).containsExactly("db1");
            assertThat(bench.statusOf(WRITERS, "hold")).as(change).isEqualTo("no check");
            assertThat(bench.weightOf(READERS, "db2")).as(change).isEqualTo(100);
            assertThat(bench.listener.sentences().getLast()).as(change).contains("after somebody else's change");
        }
        assertThat(bench.listener.changes())
                .extracting(Report.Proxy::drift)
                .contains(List.of("mysql_main_rw/db2 is open and shall be closed"));
    }

    @Test
    void webServersAndReadersAreDrainedReadiedAndWeighed() {
        assertApplied(driver.apply(
                token(1),
                open("db1", web(1, ServerMode.DRAIN), web(2, ServerMode.READY), reader(1, ServerMode.READY, 17))));
        assertThat(bench.adminOf("web", "web1")).isEqualTo(DRAINED);
        assertThat(bench.adminOf("web", "web2")).isZero();
        assertThat(bench.weightOf(READERS, "db1")).isEqualTo(17);

        assertApplied(driver.apply(token(2), open("db1", web(1, ServerMode.MAINT), reader(1, ServerMode.MAINT, 100))));
        assertThat(bench.adminOf("web", "web1")).isEqualTo(IN_MAINTENANCE);
        assertThat(bench.adminOf("mysql_main_ro_unchecked", "db1")).isEqualTo(IN_MAINTENANCE);

        assertApplied(driver.apply(token(3), open("db1", web(1, ServerMode.READY), reader(1, ServerMode.READY, 100))));
        assertThat(bench.adminOf("web", "web1")).isZero();
        assertThat(bench.adminOf("mysql_main_ro_unchecked", "db1")).isZero();
    }

    @Test
    void readsGoOnWhenNoAgentAnswersTheChecks() throws IOException {
        assertApplied(driver.apply(token(1), open("db1")));
        until(() -> bench.statusOf(READERS, "BACKEND").equals("DOWN"));
        try (SqlClient client = bench.read()) {
            assertThat(client.greeting()).startsWith("db");
        }
        bench.db1.close();
        for (int i = 0; i < 4; i++) {
            try (SqlClient client = bench.read()) {
                assertThat(client.greeting()).isEqualTo("db2");
            }
        }
    }

    @Test
    void whatCannotBeIsSaidAndDoesNotKeepTheWriterClosed() {
        RouteOutcome outcome = driver.apply(token(1), open("db1", web(9, ServerMode.READY)));
        assertThat(outcome).isInstanceOfSatisfying(RouteOutcome.Differs.class, differs -> {
            assertThat(differs.writerAsWanted()).isTrue();
            assertThat(differs.differences())
                    .containsExactly("web/web9 shall be ready and is not in HAProxy's configuration");
        });
        assertThat(bench.openWriters()).containsExactly("db1");

        assertThat(driver.apply(token(2), open("db7"))).isInstanceOfSatisfying(RouteOutcome.Differs.class, differs -> {
            assertThat(differs.writerAsWanted()).isFalse();
            assertThat(differs.differences())
                    .anyMatch(sentence -> sentence.contains("mysql_main_rw/db7 shall be open"));
        });
        assertThat(bench.openWriters()).isEmpty();
    }

    @Test
    void aNameThatIsNoneNeverReachesHaproxy() {
        assertApplied(driver.apply(token(1), open("db1")));
        RouteOutcome outcome = driver.apply(token(2), open("db2 state ready;set server mysql_main_rw/db1"));
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RouteOutcome.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo("BAD_ROUTE"));
        assertThat(bench.openWriters()).containsExactly("db1");
        assertThat(driver.snapshot().routed()).isEqualTo(token(1));
    }

    private static RouteOutcome.Applied assertApplied(RouteOutcome outcome) {
        assertThat(outcome).isInstanceOf(RouteOutcome.Applied.class);
        return (RouteOutcome.Applied) outcome;
    }
}
