package io.signalbox.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.Faults;
import io.signalbox.lab.workload.Doors;
import io.signalbox.lab.workload.Load;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Table;
import io.signalbox.lab.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What must hold on every backing: the primary is hit while clients write; another server takes over, no acknowledged write is lost, no
 * two servers acknowledge at the same time, and when the fault is healed the site is whole again. The tests share one site.
 *
 * <p>With {@code -Dsignalbox.lab.faults=all} every fault of {@link LabSite}; otherwise those that differ most between the backings.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class SiteContract {
    /** Tests of one backing alone come before. */
    private static final int HERE = 100;

    protected static final Duration HEAL_BOUND = Whole.BOUND;
    private static final Duration FAILOVER_BOUND = Duration.ofSeconds(30);
    private static final Duration SQL_BOUND = Duration.ofSeconds(20);
    /** Clients go on with the new primary, and beside the old one, before the fault is healed. */
    private static final Duration APART = Duration.ofSeconds(1);

    private LabSite site;

    @RegisterExtension
    final AfterTestExecutionCallback logsOfAFailure =
            context -> context.getExecutionException().ifPresent(failure -> show(context.getDisplayName(), site));

    /** A site with two databases; skips the tests with a reason where this backing cannot be had. */
    protected abstract LabSite start() throws Exception;

    @BeforeAll
    void up() throws Exception {
        site = start();
    }

    @AfterAll
    void down() throws Exception {
        if (site != null) {
            site.close();
        }
    }

    protected LabSite site() {
        return Objects.requireNonNull(site);
    }

    private static void show(String test, LabSite site) {
        System.err.println(test + " failed. The end of every log:");
        site.logs().forEach((name, end) -> System.err.println("---- " + name + "\n" + end));
    }

    @Test
    @Order(HERE)
    void theDeathOfThePrimarysMysqldLosesNothing() throws Exception {
        survives("killed", site::killMysqld);
    }

    @Test
    @Order(HERE + 1)
    void aPrimaryThatStandsStillWithItsAgentIsReplacedAndGoesOnAsAReplica() throws Exception {
        survives("paused", site::pause);
    }

    /** A host that vanishes with its agent: nobody gives the word. */
    @Test
    @Order(HERE + 2)
    void theLossOfThePrimarysHostLosesNothing() throws Exception {
        survives("lost", site::loseHost);
    }

    @Test
    @Order(HERE + 3)
    void aPrimaryCutOffFromEverybodyAcknowledgesNothingAndIsReplaced() throws Exception {
        survives("cut", primary -> site.cut(List.of(primary), site.everybodyBut(primary)));
    }

    @Test
    @Order(HERE + 4)
    @EnabledIfSystemProperty(named = "signalbox.lab.faults", matches = "all")
    void aPrimaryWhoseMysqldHangsIsReplaced() throws Exception {
        survives("frozen", site::freezeMysqld);
    }

    @Test
    @Order(HERE + 5)
    @EnabledIfSystemProperty(named = "signalbox.lab.faults", matches = "all")
    void aPrimaryThatHearsNobodyIsReplaced() throws Exception {
        survives("deaf", primary -> site.cutOneWay(site.everybodyBut(primary), List.of(primary)));
    }

    @Test
    @Order(HERE + 6)
    @EnabledIfSystemProperty(named = "signalbox.lab.faults", matches = "all")
    void aPrimaryThatNobodyHearsIsReplaced() throws Exception {
        survives("mute", primary -> site.cutOneWay(List.of(primary), site.everybodyBut(primary)));
    }

    private void survives(String name, Function<String, Fault> blow) throws Exception {
        Doors doors = site.doors();
        Table table = new Table(name);
        try (Session session = Session.open(doors.write(), doors.account(), SQL_BOUND)) {
            table.create(session);
        }
        try (Cluster cluster = site.cluster();
                Faults faults = new Faults(System.err::println)) {
            Whole.awaitReady(cluster);
            String primary = Whole.primary(cluster);
            Workload clients = Workload.start(doors, Load.STANDARD.withWrites(2, 100), table, new AtomicLong());
            try (clients) {
                String uuid = Whole.awaitWrites(clients, primary);
                Fault fault = blow.apply(primary);
                long struck = System.nanoTime();
                faults.inject(fault);
                assertThat(Wait.until(FAILOVER_BOUND, () -> clients.ledger().acknowledgedByAnotherThan(uuid)))
                        .as("another server takes writes")
                        .isTrue();
                told(name, "another server took writes", struck);
                Wait.forA(APART);
                long healed = System.nanoTime();
                faults.heal(fault);
                Whole.await(cluster);
                told(name, "the site was whole after the healing", healed);
            }
            assertThat(Whole.primary(cluster)).isNotEqualTo(primary);
            new Promised(doors).assertKept(clients, table, primary);
        }
    }

    private static void told(String name, String what, long since) {
        System.err.println(name + ": " + what + ", "
                + Duration.ofNanos(System.nanoTime() - since).toMillis() + " ms");
    }
}
