package io.signalbox.lab.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.signalbox.lab.check.Losses;
import io.signalbox.lab.check.WriterOverlap;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.workload.Doors;
import io.signalbox.lab.workload.Load;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Table;
import io.signalbox.lab.workload.Workload;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** docker-compose.yml is brought up, broken, and brought down without a trace. The images have been built before. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContainersIT {
    private static final Duration UP_BOUND = Duration.ofSeconds(90);
    private static final Duration HEAL_BOUND = Duration.ofSeconds(90);
    private static final Duration FAILOVER_BOUND = Duration.ofSeconds(30);
    private static final Duration SQL_BOUND = Duration.ofSeconds(20);

    private static @Nullable ComposedSite started;

    @BeforeAll
    static void up() throws Exception {
        String lack = ComposedSite.lack();
        assumeTrue(lack == null, lack);
        started = new ComposedSite();
        Duration took = started.up(UP_BOUND);
        assertThat(started.unhealthy())
                .as("not healthy after " + took.toSeconds() + " s")
                .isEmpty();
        System.err.println("Every container was healthy after " + took.toMillis() + " ms.");
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
    void secretsAreReadableByTheirOwnerAloneAndGivenToWhoNeedsThem() throws Exception {
        assertThat(site().in("db1", "sh", "-c", "cd /var/lib/signalbox/secrets && stat -c '%a %U' * | sort -u"))
                .isEqualTo("600 signalbox");
        assertThat(site().in("web1", "ls", "/var/lib/signalbox/secrets")).isEqualTo("client.password");
        assertThat(site().in("db1", "ls", "/var/lib/signalbox/secrets").lines())
                .containsExactly(
                        "mysql-repl_db1.password",
                        "mysql-sb_clone.password",
                        "mysql-sb_door.password",
                        "mysql-sb_monitor.password",
                        "mysql-sb_operator.password",
                        "site.key");
    }

    @Test
    @Order(2)
    void fromTheOutsideNothingOfTheDatabaseNetworkIsReachedAndWithoutOurRulesItIs() throws Exception {
        String database = ComposedSite.DATABASE_NETWORK + ".11";
        String balancer = ComposedSite.DATABASE_NETWORK + ".2";
        String balancerOutside = ComposedSite.CLIENTS_NETWORK + ".2";
        assertThat(site().outsideReaches(balancerOutside, 8080, ""))
                .as("HAProxy")
                .isTrue();
        assertThat(site().outsideReaches(database, ComposedSite.MYSQL, "")).isFalse();
        assertThat(site().outsideReaches(database, ComposedSite.AGENT, "")).isFalse();
        assertThat(site().outsideReaches(balancer, ComposedSite.AGENT, "")).isFalse();
        assertThat(site().outsideReaches(balancer, ComposedSite.AGENT, balancerOutside))
                .as("HAProxy's other address, by a route through HAProxy's host")
                .isFalse();

        site().compose("stop", "firewall");
        assertThat(site().outsideReaches(database, ComposedSite.MYSQL, "")).isTrue();
        assertThat(site().outsideReaches(balancer, ComposedSite.AGENT, balancerOutside))
                .isTrue();

        site().compose("start", "firewall");
        assertThat(Wait.until(HEAL_BOUND, () -> site().unhealthy().isEmpty())).isTrue();
        assertThat(site().outsideReaches(database, ComposedSite.MYSQL, "")).isFalse();
    }

    @Test
    @Order(3)
    void mysqldOutlivesItsAgentWhichIsStartedAgain() throws Exception {
        String before = site().in("db1", "pidof", "mysqld");
        site().in("db1", "sh", "-c", "kill -9 $(pidof java)");

        assertThat(Wait.until(HEAL_BOUND, () -> runs("db1", "java"))).isTrue();
        assertThat(site().in("db1", "pidof", "mysqld")).isEqualTo(before);
        assertThat(site().in("db1", "sh", "-c", "cut -d' ' -f19 /proc/$(pidof java)/stat"))
                .isEqualTo("-10");
    }

    @Test
    @Order(4)
    void theDeathOfThePrimarysMysqldLosesNothing() throws Exception {
        loseThePrimary(primary -> site().in(primary, "sh", "-c", "kill -9 $(pidof mysqld)"), "mysqld");

        assertThat(Wait.until(HEAL_BOUND, () -> site().unhealthy().isEmpty()))
                .as("it rejoins")
                .isTrue();
    }

    /** A host that vanishes with its agent: nobody gives the word. */
    @Test
    @Order(5)
    void theDeathOfThePrimarysContainerLosesNothing() throws Exception {
        loseThePrimary(primary -> site().docker("kill", site().name(primary)), "container");
    }

    private interface Blow {
        void strike(String primary) throws Exception;
    }

    private static void loseThePrimary(Blow blow, String name) throws Exception {
        Doors doors = site().doors();
        Table table = new Table(name);
        try (Session session = Session.open(doors.write(), doors.account(), SQL_BOUND)) {
            table.create(session);
        }
        try (Cluster cluster = new Cluster(site().access(), "main")) {
            assertThat(Wait.until(HEAL_BOUND, () -> cluster.heldBackBy().isEmpty()))
                    .as(cluster.heldBackBy() + "")
                    .isTrue();
            String primary = primary(cluster);
            Workload workload = Workload.start(doors, Load.STANDARD.withWrites(2, 100), table, new AtomicLong());
            try (workload) {
                assertThat(Wait.until(
                                SQL_BOUND,
                                () -> workload.uuid(primary).isPresent()
                                        && !workload.ledger().writes().isEmpty()))
                        .isTrue();
                String dead = workload.uuid(primary).orElseThrow();
                blow.strike(primary);
                assertThat(Wait.until(FAILOVER_BOUND, () -> workload.ledger().acknowledgedByAnotherThan(dead)))
                        .isTrue();
                Wait.forA(Duration.ofSeconds(1));
            }
            assertThat(primary(cluster)).isNotEqualTo(primary);
            judge(workload, doors, table);
        }
    }

    private static void judge(Workload workload, Doors doors, Table table) throws Exception {
        try (Session session = Session.open(doors.write(), doors.account(), SQL_BOUND)) {
            Losses losses = Losses.of(workload.ledger().writes(), table.rows(session));
            assertThat(losses.acknowledged()).isPositive();
            assertThat(losses.lost()).isEmpty();
            assertThat(losses.duplicated()).isEmpty();
            assertThat(losses.unexpected()).isEmpty();
        }
        assertThat(WriterOverlap.of(workload.ledger().writes()).time()).isEqualTo(Duration.ZERO);
    }

    private static String primary(Cluster cluster) {
        return cluster.state().map(ClusterState::primary).orElseThrow();
    }

    private static boolean runs(String container, String program) {
        try {
            return !site().in(container, "pidof", program).isEmpty();
        } catch (Exception | AssertionError notYet) {
            return false;
        }
    }

    private static ComposedSite site() {
        return java.util.Objects.requireNonNull(started);
    }
}
