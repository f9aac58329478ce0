package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.mysql.gtid.GtidSet;
import org.junit.jupiter.api.Test;

/** An acker's relay log was thrown away, and its agent says so. */
class ReceivedLostTest {
    @Test
    void theRecordIsDoubtedAndProvenAgainOnceAndTheServerIsNoCandidate() {
        FakeSite site = new FakeSite(3).whole(50);
        FakeServer db2 = site.server("db2");
        db2.cutFromSource = true;
        db2.loses(GtidSet.of(site.primary().uuid, 3));
        site.until(
                "doubted",
                () -> site.told.stream()
                        .anyMatch(t -> t.facts()
                                .getOrDefault("cause", "")
                                .contains("db2, whose acknowledgement counts, has lost what it had received")));
        assertThat(site.kernel.view().problems())
                .extracting(ClusterView.Problem::code)
                .contains("RECEIVED_LOST");
        assertThat(site.kernel.view().servers().get(1).blockers())
                .extracting(Blocker::code)
                .contains("RECEIVED_LOST");
        site.until("proven again", () -> site.record.proven());
        long rev = site.record.rev();
        site.steps(100);
        assertThat(site.record.rev()).isEqualTo(rev);
        db2.cutFromSource = false;
        site.until("received again", () -> db2.ebbed().isEmpty());
        site.until("no problem", () -> site.kernel.view().problems().isEmpty());
    }

    @Test
    void whatCameBackAndIsLostAgainIsDoubtedAgain() {
        FakeSite site = new FakeSite(3).whole(50);
        FakeServer db2 = site.server("db2");
        GtidSet some = GtidSet.of(site.primary().uuid, 3);
        for (int times = 1; times <= 2; times++) {
            long before = doubts(site);
            db2.cutFromSource = true;
            db2.loses(some);
            site.until("doubted", () -> doubts(site) > before);
            site.until("proven again", () -> site.record.proven());
            db2.cutFromSource = false;
            site.until("received again", () -> db2.ebbed().isEmpty());
            site.until("whole again", site::whole);
            site.steps(50);
        }
    }

    private static long doubts(FakeSite site) {
        return site.told.stream()
                .filter(t -> t.facts().getOrDefault("act", "").equals("doubt"))
                .count();
    }

    /** It alone had acknowledged what it lost: nobody may be promoted by itself, and the receipt says why. */
    @Test
    void nobodyIsPromotedWithoutWhatALostRelayLogHeldAlone() {
        FakeSite site = new FakeSite(3).whole(50);
        Scenario.tellNobodyBut(site, "db3");
        GtidSet last = site.server("db3").history().minus(site.server("db2").history());
        site.acknowledged = GtidSet.EMPTY; // it is lost already, whoever is asked
        site.server("db1").die();
        site.server("db3").loses(last);
        site.until("given up", () -> !site.kernel.view().failovers().isEmpty());
        assertThat(site.kernel.view().failovers().getFirst().result())
                .contains("may have been acknowledged: {db3=" + last + "}");
        site.until("the primary is back, which has it", site::whole);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.primary().history().contains(last)).isTrue();
    }

    @Test
    void anOperatorWhoAllowsDataLossIsNotHeldUpByIt() {
        FakeSite site = new FakeSite(3).whole(50);
        Scenario.tellNobodyBut(site, "db3");
        GtidSet last = site.server("db3").history().minus(site.server("db2").history());
        site.acknowledged = GtidSet.EMPTY;
        site.loses("db1");
        site.server("db3").loses(last);
        site.steps(20);
        site.ask(new Intent.Failover("op", "db2", "the disk of db1 burnt", true, false));
        site.until("promoted", () -> site.said("op"));
        assertThat(site.record.primary()).isEqualTo("db2");
    }

    /** It said that it held everything, was named for that, and then lost some: nobody else is opened, and not it. */
    @Test
    void aCandidateThatLosesItsRelayLogAfterItWasNamedIsNotOpenedUnlessAnOperatorAllowsDataLoss() {
        FakeSite site = new FakeSite(3).whole(50);
        site.crashBefore =
                e -> e instanceof Effect.Journal j && j.entry().step().equals("open");
        site.server("db1").die();
        site.until("named", () -> site.crashed);
        site.server("db1").linked = false;
        FakeServer named = site.server(site.record.primary());
        site.acknowledged = GtidSet.EMPTY;
        site.servers.values().stream().filter(s -> s != named).forEach(s -> s.cutFromSource = true);
        named.loses(GtidSet.of(site.server("db1").uuid, 3));
        site.loseController();
        site.takeOffice();
        site.steps(300);
        assertThat(site.servers.values()).noneMatch(FakeServer::open);
        assertThat(site.kernel.view().run().orElseThrow().steps().toString()).contains("lost ");

        site.ask(new Intent.Failover("op", "", "it must go on", true, false));
        site.until("open again", () -> site.primary().open());
    }
}
