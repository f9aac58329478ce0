package io.signalbox.lab.site;

import static io.signalbox.lab.site.RunningSite.assertSafe;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.mysql.Stranger;
import io.signalbox.lab.drill.LinkCut;
import io.signalbox.lab.report.ClientReport;
import io.signalbox.lab.report.DrillReport;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Clients;
import io.signalbox.lab.workload.Load;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.WorkKind;
import io.signalbox.site.discovery.Found;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** With three servers there is always somebody left to acknowledge. */
class ThreeServersIT {
    private static RunningSite site;

    @BeforeAll
    static void up() throws Exception {
        site = new RunningSite(3);
        site.up();
    }

    @AfterAll
    static void remove() throws Exception {
        site.down();
        site.remove(true);
    }

    @Test
    void survivesTheDeathOfItsPrimary() throws Exception {
        DrillReport report = site.drill("kill-primary", 2, LinkCut.HALF);

        assertSafe(report, 2);
        assertThat(report.tails()).isPositive();
    }

    /** A pool and the command-line client come back as raw connections do, and no transfer is kept in part. */
    @Test
    void clientsOfEveryKindSurviveTheDeathOfItsPrimaryAndNoMoneyIsLost() throws Exception {
        DrillReport report = site.drill("kill-primary", Load.STANDARD.with(WorkKind.BANK, Clients.MIXED));

        assertSafe(report, 1);
        assertThat(report.clients()).extracting(ClientReport::kind).containsExactly("raw", "pool", "cli");
        assertThat(report.clients())
                .allSatisfy(client -> assertThat(client.acknowledged()).isPositive());
        assertThat(report.clients())
                .as("they came back while it ran")
                .allSatisfy(client -> assertThat(client.longestWaitMillis()).isLessThan(10_000));
        assertThat(report.bank()).hasValueSatisfying(bank -> {
            assertThat(bank.audits()).isPositive();
            assertThat(bank.servers()).isEqualTo(3);
        });
    }

    @Test
    void survivesTheLossOfAReplicaAndThenThatOfItsPrimary() throws Exception {
        assertSafe(site.drill("lose-replica-then-primary", 1, LinkCut.NONE), 1);
    }

    /** A replica whose applier stands still answers as before: only its age is wrong. */
    @Test
    void freshReadsAreNeverOldNotEvenFromAReplicaThatStandsStill() throws Exception {
        FreshReads reads = site.freshReads();
        reads.during(() -> {
            try (Session replica = site.operatorOfAReplica()) {
                replica.execute("FLUSH TABLES WITH READ LOCK");
                replica.text("SELECT SLEEP(4)");
                replica.execute("UNLOCK TABLES");
            }
        });
        assertThat(reads.assertFresh()).hasSizeGreaterThanOrEqualTo(2);
    }

    /** The example of the documentation. Each round reads what it wrote a moment before, on another server. */
    @Test
    void whoWaitsForItReadsWhatItWrote() throws Exception {
        int rounds = Integer.getInteger("signalbox.ownwrites.rounds", 10);
        System.err.println(site.ownWrites().readBack(rounds));
    }

    @Test
    void isDiscoveredFromEachOfItsServersWhichAreOnlyRead() throws Exception {
        String primary = site.get("/clusters/main").path("primary").asText();
        String host = site.servers().get(primary).host();
        for (Address start : site.servers().values()) {
            Found found = site.discovered(start);
            assertThat(found.servers()).hasSize(3);
            assertThat(found.primary().map(Stranger::host)).contains(host);
            assertThat(found.obstacles()).singleElement().asString().startsWith("Not seen on db1, db2, db3: replicas");
            assertThat(found.findings()).isEmpty();
        }
    }

    @Test
    void switchesOver() throws Exception {
        assertSafe(site.drill("switchover", 2, LinkCut.NONE), 2);
    }
}
