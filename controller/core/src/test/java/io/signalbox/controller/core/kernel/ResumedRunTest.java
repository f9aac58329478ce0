package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told of a run whose controller died in the middle of it, and what is remembered of their word. */
class ResumedRunTest {
    @ParameterizedTest
    @ValueSource(strings = {"revoke", "name", "open", "route", "finish"})
    void aFailoverHasAReceiptThatBeginsWithTheDeadLeadersSteps(String step) {
        FakeSite site = new FakeSite(3).whole(50);
        site.crashBefore = begins(Plan.FAILOVER, step);
        site.server("db1").die();
        Receipt receipt = resumed(site);
        assertThat(receipt.kind()).isEqualTo("failover");
        assertThat(receipt.result()).isEqualTo("done");
        assertThat(receipt.from()).isEqualTo("db1");
        assertThat(receipt.to()).isEqualTo(site.record.primary()).isNotEqualTo("db1");
        assertThat(receipt.timeline().getFirst())
                .startsWith(receipt.startedAt())
                .endsWith("announce");
        assertThat(receipt.timeline()).anyMatch(line -> line.endsWith("resumed by another controller"));
    }

    @Test
    void whoFinishesADeadLeadersFailoverDidNotDetectItAndBeginsItsCoolDown() {
        FakeSite site = new FakeSite(3).whole(50);
        site.crashBefore = begins(Plan.FAILOVER, "name");
        site.server("db1").die();
        assertThat(resumed(site).phases()).doesNotContainKey("detect").containsKey("promote");
        assertThat(site.kernel.view().servers().getFirst().coolDownUntil()).isPresent();
    }

    @Test
    void aSwitchoverThatIsFinishedByAnotherControllerIsDoneForWhoAskedForIt() {
        FakeSite site = new FakeSite(3).whole(50);
        site.crashBefore = begins(Plan.SWITCHOVER, "open");
        site.ask(new Intent.Switchover("op", "db2", Duration.ofSeconds(10), false));
        assertThat(resumed(site).kind()).isEqualTo("switchover");
        assertThat(site.operations.get("op").state()).isEqualTo(State.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke", "name", "open"})
    void anOperatorWhoAllowedDataLossIsNotAskedAgainAndTheReceiptSaysSo(String step) {
        FakeSite site = alone();
        site.crashBefore = begins(Plan.FAILOVER, step);
        site.ask(new Intent.Failover("op", "db2", "the disk of db1 burnt", true, false));
        Receipt receipt = resumed(site);
        assertThat(receipt.to()).isEqualTo("db2");
        assertThat(receipt.lost()).startsWith("cannot be vouched for");
    }

    @Test
    void withoutTheOperatorsWordAnUnprovenRecordOpensNobodyButTheRecordedPrimary() {
        FakeSite site = alone();
        site.crashBefore = begins(Plan.FAILOVER, "name");
        site.ask(new Intent.Failover("op", "db2", "the disk of db1 burnt", true, false));
        site.until("dead", () -> site.crashed);
        site.loseController();
        site.journal.clear();
        site.takeOffice();
        site.until("given up", () -> site.record.run().id().isEmpty());
        site.server("db1").linked = true;
        site.until("open again", () -> site.server("db1").open());
        assertThat(site.server("db2").opened).isZero();
    }

    /** The only server with everything is not reached any more; what it acknowledged since then is given up. */
    private static FakeSite alone() {
        FakeSite site = new FakeSite(2).whole(50);
        site.server("db2").cutFromSource = true;
        site.server("db2").receiverSilent = Duration.ofSeconds(4);
        site.until("alone", () -> site.record.ackers().isEmpty() && !site.server("db1").sourceSide);
        site.steps(20);
        site.server("db1").die();
        site.server("db1").linked = false;
        site.acknowledged = GtidSet.EMPTY;
        site.steps(200);
        return site;
    }

    private static Receipt resumed(FakeSite site) {
        site.until("dead", () -> site.crashed);
        site.loseController();
        site.steps(30);
        site.takeOffice();
        site.until("a receipt", () -> !site.kernel.view().failovers().isEmpty());
        return site.kernel.view().failovers().getFirst();
    }

    private static java.util.function.Predicate<Effect> begins(Plan plan, String step) {
        return effect -> effect instanceof Effect.Journal journal
                && journal.entry().plan().equals(plan.word())
                && journal.entry().step().equals(step);
    }
}
