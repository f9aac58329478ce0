package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.haproxy.certificate.LocalAuthority;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.RuntimeSocket;
import io.signalbox.haproxy.command.AdminState;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.command.WorkerCommand;
import io.signalbox.lab.Playing;
import io.signalbox.lab.drill.Drills;
import io.signalbox.lab.drill.LinkCut;
import io.signalbox.lab.drill.Options;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.Faults;
import io.signalbox.lab.fault.FreezeProcess;
import io.signalbox.lab.fault.HoldDown;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.workload.Load;
import io.signalbox.site.layout.Secrets;
import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A real Prometheus beside a running site. Every query of the dashboard returns data after a drill; every alert is made to
 * fire by a fault and to clear by its end. Durations of the alerts are divided ({@link QuickRules}), all else is as shipped.
 */
@TestMethodOrder(OrderAnnotation.class)
class MonitoringIT {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    /** A site with one controller and a file cannot break them; SeveralControllersIT has the problem and the leader that they rest on. */
    private static final Set<String> OF_SEVERAL_CONTROLLERS = Set.of("SignalboxNobodyLeads", "SignalboxStoreUnusable");

    /** Three agents, two web servers, the controller and HAProxy. */
    private static final int TARGETS = 7;

    private static SmallDisk disk;
    private static SiteUnderTest site;
    private static RunningPrometheus prometheus;
    private static Alarms alarms;
    private static Faults faults;

    @BeforeAll
    static void start() throws Exception {
        disk = SmallDisk.mounted();
        site = SiteUnderTest.up(disk.dir());
        faults = new Faults(System.err::println);
        Path dir = Files.createDirectory(disk.dir().resolve("prometheus"));
        Path rules = Files.writeString(dir.resolve("rules.yml"), QuickRules.text());
        PrometheusConfig config = site.prometheus(rules);
        Path file = Files.writeString(dir.resolve("prometheus.yml"), config.render());
        String host = config.haproxies().get("lb1").split(":")[0];
        prometheus = RunningPrometheus.start(dir, file, host + ":9090");
        alarms = new Alarms(prometheus);
        await().atMost(BOUND).untilAsserted(() -> {
            assertThat(prometheus.ready()).as(RunningPrometheus.log(dir)).isTrue();
            assertThat(prometheus.query("up == 1"))
                    .as("of %s", prometheus.query("up"))
                    .hasSize(TARGETS);
        });
        site.whole();
    }

    @AfterAll
    static void stop() throws Exception {
        faults.close();
        prometheus.close();
        site.close();
        disk.close();
    }

    @AfterEach
    void heal() {
        faults.healAll();
        site.whole();
    }

    @Test
    @Order(1)
    void everyQueryOfTheDashboardReturnsDataAfterADrill() throws Exception {
        Options options = new Options(
                1, Load.STANDARD, LinkCut.NONE, Duration.ofSeconds(5), true, Optional.empty(), Optional.empty(), 0);
        Playing.play(site.dir(), "for-the-panels", Drills.named("kill-primary").orElseThrow(), options);
        for (Shipped.Query query : Shipped.queries()) {
            String expression = Shipped.filledIn(query.expression());
            await().atMost(BOUND)
                    .alias(query.panel() + ": " + expression)
                    .until(() -> !prometheus.query(expression).isEmpty());
        }
    }

    @Test
    @Order(2)
    void theDeathOfThePrimary() {
        fires(killed(site.primary()), "SignalboxMysqldDied", "SignalboxPrimaryChanged");
    }

    @Test
    @Order(3)
    void fourSwitchoversInARow() {
        Act switchovers = new Act(
                "four switchovers",
                () -> {
                    for (int i = 0; i < 4; i++) {
                        site.whole();
                        assertThat(site.operator("clusters", "main", "switchover"))
                                .isEqualTo("done");
                    }
                },
                () -> {});
        fires(switchovers, "SignalboxPrimaryFlaps");
    }

    @Test
    @Order(4)
    void thePrimaryDiesWhileAutomaticActsAreOff() {
        fires(
                List.of(paused(), killed(site.primary())),
                "SignalboxPaused",
                "SignalboxNoWritableServer",
                "SignalboxFailoverBlocked",
                "SignalboxWritesStandStill");
        // Counted when writes come through again.
        alarms.awaitFiring("SignalboxWriteOutageLong");
        alarms.awaitCleared("SignalboxWriteOutageLong");
    }

    @Test
    @Order(5)
    void theReplicaIsGone() {
        fires(
                List.of(heldDown(site.replica() + "/agent"), killed(site.replica())),
                "SignalboxAgentDown",
                "SignalboxNotProtected",
                "SignalboxRecordNotProven",
                "SignalboxAckersMissing");
    }

    @Test
    @Order(6)
    void theReplicaIsGoneAndThePrimaryMayNotGoOnAlone() {
        fires(
                List.of(paused(), heldDown(site.replica() + "/agent"), killed(site.replica())),
                "SignalboxCommitsWaitForAcknowledgement");
    }

    @Test
    @Order(7)
    void thePrimaryHangsAndNobodyMayReplaceIt() {
        String primary = site.primary();
        fires(
                List.of(
                        paused(),
                        new FreezeProcess(primary, site.site().mysqld(primary).orElseThrow())),
                "SignalboxProbeStale");
    }

    @Test
    @Order(8)
    void theReplicaIsOpenedByHandAndWrittenTo() {
        String replica = site.replica();
        String primary = site.primary();
        Act opened = new Act(
                replica + " is opened by hand, and written to",
                () -> site.sql(replica, "SET GLOBAL super_read_only = OFF; SET GLOBAL read_only = OFF"),
                () -> {
                    site.sql(replica, "SET GLOBAL super_read_only = ON");
                    site.sql(primary, HandWritten.emptyTransactions(site.errant(replica, primary)));
                });
        fires(List.of(paused(), opened), "SignalboxTwoWritableServers", "SignalboxErrantTransactions");
    }

    @Test
    @Order(9)
    void theReplicaAppliesNothing() {
        AtomicReference<Process> lock = new AtomicReference<>();
        Act locked = new Act(
                "a lock on the replica",
                () -> lock.set(site.session(site.replica(), "FLUSH TABLES WITH READ LOCK; SELECT SLEEP(120)")),
                () -> lock.get().destroy());
        fires(locked, "SignalboxReplicationLags");
    }

    @Test
    @Order(10)
    void theReplicasApplierStops() {
        String replica = site.replica();
        fires(
                List.of(
                        paused(),
                        new Act(
                                "the applier of " + replica + " is stopped by hand",
                                () -> site.sql(replica, "STOP REPLICA SQL_THREAD"),
                                () -> site.sql(replica, "START REPLICA SQL_THREAD"))),
                "SignalboxReplicationStopped");
    }

    @Test
    @Order(10)
    void aReplicaThrowsAwayWhatItReceived() {
        String replica = site.replica();
        fires(
                List.of(
                        paused(),
                        new Act(
                                replica + " receives without applying, then its relay log is thrown away",
                                () -> {
                                    site.sql(replica, "STOP REPLICA SQL_THREAD; DO SLEEP(3)");
                                    site.sql(replica, "STOP REPLICA; RESET REPLICA");
                                },
                                () -> site.sql(replica, "START REPLICA"))),
                "SignalboxReceivedLost");
    }

    @Test
    @Order(11)
    void theDiskIsNearlyFull() {
        fires(new Act("5 % of the disk are left", disk::shrink, disk::grow), "SignalboxDiskNearlyFull");
    }

    @Test
    @Order(12)
    void theAgentOfThePrimaryIsGone() {
        fires(heldDown(site.primary() + "/agent"), "SignalboxPrimaryUnreachable");
    }

    @Test
    @Order(12)
    void somebodyLocksThePrimary() {
        AtomicReference<Process> lock = new AtomicReference<>();
        Act locked = new Act(
                "a lock on the primary",
                () -> lock.set(site.session(site.primary(), "FLUSH TABLES WITH READ LOCK; SELECT SLEEP(120)")),
                () -> lock.get().destroy());
        fires(locked, "SignalboxWritesHeldUp");
    }

    @Test
    @Order(12)
    void allConnectionsOfThePrimaryAreInUse() {
        AtomicReference<Process> session = new AtomicReference<>();
        String fewer = "SET GLOBAL max_connections = 1; SELECT SLEEP(20); SET GLOBAL max_connections = DEFAULT";
        Act exhausted = new Act(
                "for 20 s fewer connections are allowed than are in use",
                () -> session.set(site.session(site.primary(), fewer)),
                () -> session.get().waitFor());
        fires(exhausted, "SignalboxAliveInTrouble");
    }

    @Test
    @Order(12)
    void theControllerIsGone() {
        fires(heldDown("lb1/controller"), "SignalboxControllerDown");
    }

    @Test
    @Order(13)
    void haproxyIsGone() {
        fires(heldDown("lb1/haproxy"), "SignalboxHaproxyDown", "SignalboxHaproxyOutOfSync");
    }

    @Test
    @Order(14)
    void somebodyOpensTheWrongWriterInHaproxy() {
        String replica = site.replica();
        List<Socket> clients = new ArrayList<>();
        Act opened = new Act(
                replica + " is opened as writer in HAProxy by hand",
                () -> {
                    byHand(replica, AdminState.READY);
                    String[] write = site.site().describe().write().split(":");
                    for (int i = 0; i < 6; i++) {
                        clients.add(new Socket(write[0], Integer.parseInt(write[1])));
                    }
                },
                () -> {
                    byHand(replica, AdminState.MAINT);
                    for (Socket client : clients) {
                        client.close();
                    }
                });
        fires(List.of(heldDown("lb1/agent"), opened), "SignalboxSessionsOnWrongWriter");
    }

    @Test
    @Order(15)
    void aWebServerIsGone() {
        fires(heldDown(site.replica() + "/web"), "SignalboxWebServerDown");
    }

    @Test
    @Order(16)
    void aWebServerIsDrainedAndForgotten() {
        fires(
                new Act(
                        "web2 is drained",
                        () -> site.operator("backends", "web", "servers", "web2", "drain"),
                        () -> site.operator("backends", "web", "servers", "web2", "ready")),
                "SignalboxWebServerSetAside");
    }

    @Test
    @Order(17)
    void somebodyGuessesTokens() {
        AtomicBoolean enough = new AtomicBoolean();
        fires(
                new Act(
                        "tokens are guessed",
                        () -> Thread.ofVirtual().start(() -> guessUntil(enough)),
                        () -> enough.set(true)),
                "SignalboxTokensGuessed");
    }

    @Test
    @Order(18)
    void aServerIsNoLongerDurable() {
        String replica = site.replica();
        fires(
                new Act(
                        replica + " does not flush its binlog",
                        () -> site.sql(replica, "SET GLOBAL sync_binlog = 0"),
                        () -> site.sql(replica, "SET GLOBAL sync_binlog = 1")),
                "SignalboxPromiseBroken");
    }

    @Test
    @Order(19)
    void aCertificateEndsSoonAndTheNextOneIsNone() throws Exception {
        SiteLayout layout = site.site().layout();
        LocalAuthority authority = LocalAuthority.read(Files.readString(layout.authorityKey()));
        String brief = authority.issue(List.of("lb1"), Instant.now(), Duration.ofDays(3));
        fires(filed(layout, "a certificate ends in three days", brief), "SignalboxCertificateExpires");
        fires(filed(layout, "a certificate's file is none", "hello\n"), "SignalboxCertificateNotInForce");
    }

    private static Fault filed(SiteLayout layout, String what, String text) throws IOException {
        Path file = layout.certificate("lb1");
        String before = Files.readString(file);
        return new Act(what, () -> Secrets.writePrivately(file, text), () -> Secrets.writePrivately(file, before));
    }

    @Test
    @Order(19)
    void somebodyChangesTheFilesOfOneWebServer() {
        Path patched = site.site().layout().release("db2").resolve("patch");
        fires(
                new Act(
                        "a file is put beside the application of web2",
                        () -> Files.writeString(patched, "by hand"),
                        () -> Files.delete(patched)),
                "SignalboxApplicationDrift");
    }

    @Test
    @Order(19)
    void aHookFailsForthAndBack() throws IOException {
        Path hook = site.site().layout().deployHook("db1");
        String good = Files.readString(hook);
        fires(
                new Act(
                        "the hook of web1 fails",
                        () -> {
                            Files.writeString(hook, "#!/bin/sh\necho no; exit 1\n");
                            assertThat(site.deploy("v2")).isEqualTo("failed");
                        },
                        () -> {
                            Files.writeString(hook, good);
                            assertThat(site.deploy("v1")).isEqualTo("done");
                        }),
                "SignalboxDeploymentLeftServerOut");
    }

    @Test
    @Order(20)
    void noAlertWasLeftOutAndAllHaveCleared() {
        alarms.awaitRest();
        assertThat(alarms.cleared())
                .containsExactlyInAnyOrderElementsOf(Shipped.alerts().stream()
                        .map(Shipped.Alert::name)
                        .filter(name -> !OF_SEVERAL_CONTROLLERS.contains(name))
                        .toList());
    }

    private static void fires(Fault fault, String... alerts) {
        fires(List.of(fault), alerts);
    }

    /** Injects in this order, heals in the opposite one. */
    private static void fires(List<Fault> together, String... alerts) {
        together.forEach(faults::inject);
        alarms.awaitFiring(alerts);
        together.reversed().forEach(faults::heal);
        site.whole();
        alarms.awaitCleared(alerts);
    }

    private static Fault killed(String server) {
        return new KillProcess(
                "mysqld of " + server, site.site().mysqld(server).orElseThrow().pid());
    }

    private static Fault heldDown(String process) {
        return new HoldDown(site.site(), List.of(process));
    }

    private static Fault paused() {
        return new Act(
                "automatic acts are paused",
                () -> site.operator("clusters", "main", "pause"),
                () -> site.operator("clusters", "main", "resume"));
    }

    private static void byHand(String server, AdminState state) throws Exception {
        try (RuntimeSocket socket =
                new RuntimeSocket(site.site().layout().runtimeSocket(), RuntimeSocket.Kind.WORKER)) {
            socket.act(
                    new WorkerCommand.SetState(ServerId.of("mysql_main_rw", server), state), Deadline.in(LOOK_EVERY));
        }
    }

    private static void guessUntil(AtomicBoolean enough) {
        HttpRequest guess = HttpRequest.newBuilder(
                        URI.create(site.site().describe().api() + "/api/v1/clusters"))
                .header("Authorization", "Bearer guess")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            while (!enough.get()) {
                client.send(guess, BodyHandlers.ofString());
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
