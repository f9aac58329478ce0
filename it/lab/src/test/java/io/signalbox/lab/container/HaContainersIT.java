package io.signalbox.lab.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.signalbox.lab.check.Losses;
import io.signalbox.lab.check.WriterOverlap;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Controllers;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.workload.Doors;
import io.signalbox.lab.workload.Load;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Table;
import io.signalbox.lab.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The profile {@code ha} of docker-compose.yml: each part of which there is more than one is lost, and clients who knock at the address
 * that moves go on. {@code ./signalbox test --containers} runs it; the ordinary run has no time for it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HaContainersIT {
    private static final Duration UP_BOUND = Duration.ofSeconds(90);
    private static final Duration HEAL_BOUND = Duration.ofSeconds(90);
    private static final Duration MOVE_BOUND = Duration.ofSeconds(10);
    private static final Duration FAILOVER_BOUND = Duration.ofSeconds(30);
    private static final Duration SQL_BOUND = Duration.ofSeconds(20);

    /** The host that a controller is rendered for, by its container. */
    private static final Map<String, String> PROCESSES = Map.of(
            "lb1/controller", "controller",
            "c2/controller", "controller2",
            "c3/controller", "controller3");

    private static @Nullable HaSite started;

    @BeforeAll
    static void up() throws Exception {
        Optional<String> lack = Engine.lack();
        assumeTrue(lack.isEmpty(), lack.orElse(""));
        started = new HaSite();
        Duration took = started.up(UP_BOUND);
        System.err.println("Every container of the profile ha was healthy after " + took.toMillis() + " ms.");
    }

    @AfterAll
    static void leavesNothing() throws Exception {
        if (started != null) {
            started.remove();
            assertThat(started.left()).isEmpty();
        }
    }

    @Test
    @Order(1)
    void theDatabaseNetworkIsClosedAlsoThroughTheSecondLoadBalancer() throws Exception {
        assertThat(site().outsideReaches(HaSite.DATABASE + ".5", 8091, HaSite.CLIENTS + ".5"))
                .isFalse();
        assertThat(site().outsideReaches(HaSite.DATABASE + ".21", 2379, HaSite.CLIENTS + ".5"))
                .isFalse();
        site().compose("stop", "firewall");
        assertThat(site().outsideReaches(HaSite.DATABASE + ".5", 8091, HaSite.CLIENTS + ".5"))
                .as("without our rules")
                .isTrue();
        site().compose("start", "firewall");
        assertHealed();
    }

    @Test
    @Order(2)
    void nobodyIsRootAndEtcdAsksForAPassword() throws Exception {
        for (String service : List.of("lb1", "lb2", "etcd1", "controller3")) {
            assertThat(site().in(service, "sh", "-c", "stat -c %u /proc/[0-9]*").lines())
                    .as(service)
                    .isNotEmpty()
                    .doesNotContain("0");
        }
        assertThat(site().in("lb2", "pidof", "keepalived")).isNotEmpty();
        assertThat(site().in("etcd2", "ls", "/var/lib/signalbox/secrets").lines())
                .containsExactly("etcd-c2.pem", "etcd-ca.pem");
    }

    @Test
    @Order(3)
    void theSharedAddressLeavesAHaproxyThatIsDead() throws Exception {
        String holder = holder();
        writesGoOnAt(other(holder), "haproxy", () -> in(holder, "mv haproxy.cfg away.cfg; kill -9 $(pidof haproxy)"));
        in(holder, "mv away.cfg haproxy.cfg");
        assertHealed();
    }

    /** Without its file, keep starts HAProxy again in vain. */
    private static void in(String balancer, String script) throws Exception {
        site().in(balancer, "sh", "-c", "cd /var/lib/signalbox/" + balancer + "/haproxy && " + script);
    }

    @Test
    @Order(4)
    void theSharedAddressLeavesAContainerThatIsKilled() throws Exception {
        String holder = holder();
        writesGoOnAt(other(holder), "balancer", () -> site().kill(holder));
        site().start(holder);
        assertHealed();
    }

    @Test
    @Order(5)
    void aFailoverHappensUnderAnotherLeader() throws Exception {
        try (Controllers controllers = new Controllers(site().outline())) {
            String leader = controllers.leader().orElseThrow();
            site().kill(Objects.requireNonNull(PROCESSES.get(leader)));
            assertThat(Wait.until(
                            FAILOVER_BOUND,
                            () -> controllers
                                    .leader()
                                    .filter(another -> !another.equals(leader))
                                    .isPresent()))
                    .isTrue();
        }
        try (Cluster cluster = new Cluster(site().access(), "main")) {
            assertThat(Wait.until(HEAL_BOUND, () -> cluster.heldBackBy().isEmpty()))
                    .as(cluster.heldBackBy() + "")
                    .isTrue();
            String primary = cluster.state().map(ClusterState::primary).orElseThrow();
            write("failover", workload -> {
                String dead = workload.uuid(primary).orElseThrow();
                site().in(primary, "sh", "-c", "kill -9 $(pidof mysqld)");
                assertThat(Wait.until(FAILOVER_BOUND, () -> workload.ledger().acknowledgedByAnotherThan(dead)))
                        .isTrue();
            });
            assertThat(Wait.until(
                            SQL_BOUND,
                            () -> cluster.state()
                                    .filter(state -> !state.primary().equals(primary))
                                    .isPresent()))
                    .isTrue();
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private interface Blow {
        void strike(Workload workload) throws Exception;
    }

    /** The address moves to another, over which writes are acknowledged. */
    private static void writesGoOnAt(String other, String name, Action blow) throws Exception {
        write(name, workload -> {
            blow.run();
            assertThat(Wait.until(MOVE_BOUND, () -> site().holders().contains(other)))
                    .as("the address moves to " + other)
                    .isTrue();
            long moved = System.nanoTime();
            assertThat(Wait.until(SQL_BOUND, () -> workload.ledger().acknowledgedSince(moved)))
                    .as("writes go on")
                    .isTrue();
        });
    }

    private static void write(String name, Blow blow) throws Exception {
        Doors doors = site().doors();
        Table table = new Table(name);
        try (Session session = Session.open(doors.write(), doors.account(), SQL_BOUND)) {
            table.create(session);
        }
        Workload workload = Workload.start(doors, Load.STANDARD.withWrites(2, 100), table, new AtomicLong());
        try (workload) {
            long begun = System.nanoTime();
            assertThat(Wait.until(SQL_BOUND, () -> workload.ledger().acknowledgedSince(begun)))
                    .isTrue();
            blow.strike(workload);
        }
        try (Session session = Session.open(doors.write(), doors.account(), SQL_BOUND)) {
            Losses losses = Losses.of(workload.ledger().writes(), table.rows(session));
            assertThat(losses.acknowledged()).isPositive();
            assertThat(losses.lost()).isEmpty();
            assertThat(losses.duplicated()).isEmpty();
            assertThat(losses.unexpected()).isEmpty();
        }
        assertThat(WriterOverlap.of(workload.ledger().writes()).time()).isEqualTo(Duration.ZERO);
    }

    private static void assertHealed() {
        assertThat(Wait.until(HEAL_BOUND, () -> site().unhealthy().isEmpty()))
                .as(site().unhealthy() + "")
                .isTrue();
        assertThat(Wait.until(MOVE_BOUND, () -> site().holders().size() == 1))
                .as("one has the address: " + site().holders())
                .isTrue();
    }

    private static String holder() {
        assertThat(Wait.until(MOVE_BOUND, () -> site().holders().size() == 1)).isTrue();
        return site().holders().getFirst();
    }

    private static String other(String balancer) {
        return balancer.equals("lb1") ? "lb2" : "lb1";
    }

    private static HaSite site() {
        return Objects.requireNonNull(started);
    }
}
