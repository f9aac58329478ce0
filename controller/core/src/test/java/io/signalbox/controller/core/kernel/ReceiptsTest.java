package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.plan.Step;
import io.signalbox.controller.core.view.ClusterView.Fence;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import io.signalbox.controller.core.view.ClusterView.StepTaken;
import io.signalbox.controller.core.view.ClusterView.Witness;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReceiptsTest {

    /** A step without one would take time that no receipt, drill or dashboard shows. */
    @ParameterizedTest
    @EnumSource(
            value = Plan.class,
            names = {"FAILOVER", "SWITCHOVER", "PROMOTE"})
    void everyStepThatClientsMayWaitForBelongsToAPhase(Plan plan) {
        assertThat(plan.steps().stream().map(Step::name).filter(step -> !step.equals("finish")))
                .allMatch(Receipts.PHASE::containsKey);
    }

    @Test
    void aReceiptNamesWitnessesFencesStepsAndSets() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db1").die();
        site.until("whole", site::whole);
        Receipt receipt = receipt(site);
        assertThat(receipt.evidence())
                .extracting(Witness::witness)
                .containsExactly("agent of db1", "agent of db2", "agent of db3", "agent of lb1");
        assertThat(receipt.evidence().getFirst().said()).startsWith("mysqld is at the gate for ");
        assertThat(receipt.evidence().get(1).said()).startsWith("connected to db1, heard nothing for ");
        assertThat(receipt.fences()).extracting(Fence::by).containsExactlyInAnyOrder("db2", "db3", "lb1");
        assertThat(receipt.steps())
                .extracting(StepTaken::name)
                .containsExactly("announce", "revoke", "name", "open", "route", "finish");
        assertThat(receipt.sets()).containsKeys("db2", "db3");
        assertThat(GtidSet.parse(receipt.after().get("db2"))
                        .contains(GtidSet.parse(receipt.sets().get("db3"))))
                .isTrue();
        assertThat(receipt.timeline()).anyMatch(line -> line.contains("lb1 closed"));
        assertThat(receipt.timeline())
                .extracting(line -> line.substring(0, line.indexOf('Z')))
                .isSorted();
    }

    @Test
    void aForcedFailoverHasNotDetectedWhatTheAutomaticOneBeforeItHad() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db1").die();
        site.until("whole", site::whole);
        assertThat(receipt(site).phases()).containsKey("detect");
        site.ask(new Intent.Failover("op", "", "it must be another", false, false));
        site.until("forced", () -> site.said("op"));
        assertThat(site.kernel.view().failovers()).hasSize(2);
        assertThat(receipt(site).phases()).doesNotContainKey("detect").containsKey("promote");
    }

    @Test
    void aProxysWordIsAsOldAsItsReport() {
        FakeSite site = new FakeSite(3).whole(50);
        site.proxyMute = true;
        site.steps(5);
        site.server("db1").die();
        site.until("another primary", () -> !site.kernel.view().failovers().isEmpty());
        assertThat(receipt(site).evidence().getLast().ageMillis()).isGreaterThanOrEqualTo(50);
    }

    @Test
    void aHungPrimaryIsKilledAndTheReceiptSaysWhen() {
        FakeSite site = new FakeSite(3).whole(50);
        FakeServer hung = site.server("db1");
        hung.hung = true;
        hung.silent = Duration.ofSeconds(1);
        site.servers.values().forEach(s -> s.receiverSilent = Duration.ofSeconds(1));
        site.until("another primary", () -> !site.kernel.view().failovers().isEmpty());
        assertThat(receipt(site).evidence().getFirst().said()).startsWith("SQL silent for 1000 ms");
        assertThat(receipt(site).fences())
                .anyMatch(f -> f.by().equals("db1") && f.what().startsWith("killed"));
    }

    @Test
    void aSwitchoverSaysWhenTheOldPrimaryWasClosed() {
        FakeSite site = new FakeSite(3).whole(50);
        site.ask(new Intent.Switchover("op", "db2", Duration.ofSeconds(10), false));
        site.until("switched", () -> site.said("op"));
        assertThat(receipt(site).fences()).extracting(Fence::what).contains("closed for writes");
        assertThat(receipt(site).after()).containsKey("db2");
    }

    @Test
    void withDataLossAllowedItNamesTheRangeThatNobodyHas() {
        FakeSite site = new FakeSite(2).whole(50);
        FakeServer db1 = site.server("db1");
        site.server("db2").cutFromSource = true;
        site.server("db2").receiverSilent = Duration.ofSeconds(4);
        site.until("alone", () -> site.record.ackers().isEmpty() && !db1.sourceSide);
        site.steps(20);
        GtidSet lacking = db1.executed.minus(site.server("db2").history());
        site.loses("db1");
        site.acknowledged = GtidSet.EMPTY;
        site.steps(200);
        site.ask(new Intent.Failover("op", "db2", "the disk of db1 burnt", true, false));
        site.until("promoted", () -> site.said("op"));
        assertThat(lacking.isEmpty()).isFalse();
        assertThat(receipt(site).lost())
                .startsWith(
                        "cannot be vouched for: an operator allowed data loss; " + lacking + ", which db1 was heard");
    }

    private static Receipt receipt(FakeSite site) {
        return site.kernel.view().failovers().getFirst();
    }
}
