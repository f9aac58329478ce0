package io.signalbox.lab.site;

import static io.signalbox.lab.site.RunningSite.assertSafe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.lab.drill.LinkCut;
import io.signalbox.lab.report.DrillReport;
import io.signalbox.lab.workload.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The local site as {@code up} makes it, through a bad day. The tests share the site and build on each other. */
@TestMethodOrder(OrderAnnotation.class)
class TwoServersIT {
    private static final Duration END_BOUND = Duration.ofSeconds(20);

    private static RunningSite site;
    private static boolean allWell;

    @BeforeAll
    static void up() throws Exception {
        site = new RunningSite(2, 2);
        site.up();
    }

    @AfterAll
    static void remove() throws Exception {
        site.remove(allWell);
    }

    @Test
    @Order(1)
    void takesAWriteAsSoonAsUpHasReturned() throws Exception {
        try (Session client = site.client()) {
            client.execute("CREATE DATABASE keep");
            client.execute("CREATE TABLE keep.row (id INT PRIMARY KEY)");
            client.execute("INSERT INTO keep.row VALUES (42)");
        }
    }

    @Test
    @Order(2)
    void survivesTheDeathOfItsPrimary() throws Exception {
        DrillReport report = site.drill("kill-primary", 2, LinkCut.HALF);

        assertSafe(report, 2);
        assertThat(report.changesOfPrimary()).isEqualTo(2);
        assertThat(report.tails())
                .as("the round with the cut link leaves a tail")
                .isPositive();
    }

    @Test
    @Order(3)
    void refusesToFailOverFromAPrimaryThatHadGoneAlone() throws Exception {
        assertSafe(site.drill("kill-primary-link-cut-long", 1, LinkCut.LONG), 1);
    }

    @Test
    @Order(4)
    void switchesOver() throws Exception {
        DrillReport report = site.drill("switchover", 2, LinkCut.NONE);

        assertSafe(report, 2);
        assertThat(report.changesOfPrimary()).isEqualTo(2);
        String primary = site.get("/clusters/main").path("primary").asText();
        await().atMost(END_BOUND)
                .untilAsserted(() -> assertThat(site.get("/proxies").path("items"))
                        .hasSize(2)
                        .allSatisfy(proxy -> {
                            assertThat(proxy.path("openWriter").asText()).isEqualTo(primary);
                            assertThat(proxy.path("inSync").asBoolean()).isTrue();
                        }));
    }

    @Test
    @Order(4)
    void showsACertificateOfItsOwnOnBothProxies() throws Exception {
        assertThat(site.page("lb1")).isEqualTo(200);
        assertThat(site.page("lb2")).isEqualTo(200);
        assertThat(site.get("/fronts").path("items"))
                .hasSize(2)
                .allSatisfy(front -> assertThat(front.path("code").asText()).isEqualTo("done"));
    }

    @Test
    @Order(5)
    void replacesAPrimaryThatHangs() throws Exception {
        assertSafe(site.drill("hang-primary", 1, LinkCut.NONE), 1);
    }

    @Test
    @Order(6)
    void needsNoControlPlaneToWriteAndRead() throws Exception {
        assertSafe(site.drill("kill-all-agents", 1, LinkCut.NONE), 1);
    }

    @Test
    @Order(7)
    void survivesARestartOfHaproxy() throws Exception {
        DrillReport report = site.drill("restart-haproxy", 2, LinkCut.NONE);

        assertSafe(report, 2);
    }

    @ParameterizedTest
    @Order(8)
    @ValueSource(
            strings = {"switchover.close.begun", "switchover.open.begun", "failover.revoke.begun", "failover.open.begun"
            })
    void goesOnOrRollsBackWhenItsControllerDiesAt(String point) throws Exception {
        assertSafe(site.drill("kill-controller", 1, LinkCut.NONE, Duration.ofSeconds(10), Optional.of(point)), 1);
    }

    @Test
    @Order(9)
    void downLeavesNothingRunningAndUpResumesWithTheData() throws Exception {
        assertThat(site.down()).isTrue();
        assertThat(site.processes()).isEmpty();

        site.up();

        assertThat(kept()).isEqualTo("42");
    }

    @Test
    @Order(10)
    void resumesAfterEveryProcessWasKilled() throws Exception {
        List<ProcessHandle> all = site.processes();
        assertThat(all).hasSizeGreaterThan(8);
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(END_BOUND).until(() -> site.processes().isEmpty());

        site.up();

        assertThat(kept()).isEqualTo("42");
        assertThat(site.down()).isTrue();
        allWell = true;
    }

    private static String kept() throws Exception {
        try (Session client = site.client()) {
            return client.text("SELECT id FROM keep.row");
        }
    }
}
