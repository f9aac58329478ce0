package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.record.Run;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom only a copy of another server's data makes whole. */
class RecloneTest {
    @Test
    void anAckerWithTransactionsOfItsOwnLeavesIsCopiedAndJoins() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db3").commitsItsOwn();
        site.until("db3 left", () -> !site.record.ackers().contains("db3"));
        assertThat(site.server("db3").copies).isZero();
        site.until("whole again", site::whole);
        assertThat(site.server("db3").copies).isEqualTo(1);
    }

    @Test
    void aServerWhoseDataIsNotWholeIsCopiedAnewByWhoeverLeads() {
        FakeSite site = new FakeSite(3).whole(50);
        site.ask(new Intent.Maintain("op1", "db3", true, false));
        site.until("out of service", () -> site.operations.get("op1").state() == State.DONE);
        site.server("db3").copying = Optional.of(new Report.Copying("db2", "", 0, 0));
        site.takeOffice();
        site.ask(new Intent.Maintain("op2", "db3", false, false));
        site.until("whole again", site::whole);
        assertThat(site.server("db3").copies).isEqualTo(1);
    }

    @Test
    void aCopyThatBreaksOffAgainAndAgainIsTriedMoreAndMoreSeldom() {
        FakeSite site = outOfService();
        site.server("db3").copying = Optional.of(new Report.Copying("db2", "", 0, 0));
        site.server("db3").copyFails = true;
        site.ask(new Intent.Maintain("op2", "db3", false, false));
        site.steps(Duration.ofMinutes(3));
        assertThat(site.server("db3").copies).isBetween(3, 6);
        site.server("db3").copyFails = false;
        site.steps(Duration.ofMinutes(5));
        site.until("whole again", site::whole);
    }

    @Test
    void thePrimaryAndAnAckerAreRefused() {
        FakeSite site = new FakeSite(3).whole(50);
        assertThat(blockers(site.ask(new Intent.Reclone("op1", "db1", false)))).containsExactly("IS_PRIMARY");
        assertThat(blockers(site.ask(new Intent.Reclone("op2", "db3", false)))).containsExactly("IS_ACKER");
        assertThat(blockers(site.ask(new Intent.Reclone("op3", "db9", false)))).containsExactly("UNKNOWN_SERVER");
        site.steps(Duration.ofSeconds(5));
        assertThat(site.server("db1").copies + site.server("db3").copies).isZero();
    }

    @Test
    void byHandItEndsWithBothSizesWhereTheDataDoesNotFit() {
        FakeSite site = outOfService();
        site.server("db3").free = "50";
        site.ask(new Intent.Reclone("op2", "db3", false));
        site.until("it ended", () -> site.operations.get("op2").state() == State.FAILED);
        assertThat(site.operations.get("op2").sentence())
                .contains("needs 1100 bytes")
                .contains("has 1050");
        assertThat(site.server("db3").copies).isZero();
    }

    @Test
    void byHandItCopiesFromAReplicaThatHasCaughtUp() {
        FakeSite site = outOfService();
        site.ask(new Intent.Reclone("op2", "db3", true));
        assertThat(site.server("db3").copies).isZero();
        site.ask(new Intent.Reclone("op3", "db3", false));
        site.until("it is done", () -> site.operations.get("op3").state() == State.DONE);
        assertThat(site.operations.get("op3").sentence()).isEqualTo("db3 has the data of db2");
        assertThat(site.server("db3").copies).isEqualTo(1);
    }

    @Test
    void anAnswerThatWentWithItsLinkIsNotWaitedForForHours() {
        FakeSite site = begunWithoutAnAnswer();
        site.server("db3").copying = Optional.empty();
        site.until("it ended", () -> site.operations.get("op2").state() == State.FAILED);
        site.ask(new Intent.Maintain("op3", "db3", false, false));
        site.until("whole again", site::whole);
        assertThat(site.server("db3").copies).isEqualTo(1);
    }

    @Test
    void aServerWhoseAgentWasRestartedInTheMiddleIsNotTakenForBusy() {
        FakeSite site = begunWithoutAnAnswer();
        site.server("db3").incarnation = "2";
        site.until("it ended", () -> site.operations.get("op2").state() == State.FAILED);
        site.withholds(c -> false);
        site.ask(new Intent.Maintain("op3", "db3", false, false));
        site.until("whole again", site::whole);
        long before = left(site);
        site.server("db3").detach();
        site.step();
        site.until("attached again", site::whole);
        assertThat(left(site)).as("it need not leave for it").isEqualTo(before);
        assertThat(site.server("db3").copies).isEqualTo(2);
    }

    private static long left(FakeSite site) {
        return site.told.stream().filter(t -> t.type().equals("acker.left")).count();
    }

    private static FakeSite begunWithoutAnAnswer() {
        FakeSite site = outOfService();
        site.withholds(c -> c.order() instanceof Order.Reclone);
        site.ask(new Intent.Reclone("op2", "db3", false));
        site.server("db3").copying = Optional.of(new Report.Copying("db2", "", 0, 0));
        site.steps(10);
        assertThat(site.operations.get("op2").state()).isEqualTo(State.RUNNING);
        return site;
    }

    @Test
    void nobodyReadsFromAServerWhoseDataIsReplaced() {
        FakeSite site = new FakeSite(3).whole(50);
        assertThat(reader(site)).isEqualTo(Order.ServerMode.READY);
        site.server("db3").copying = Optional.of(new Report.Copying("db2", "", 0, 0));
        site.until("no reader goes there", () -> reader(site) == Order.ServerMode.MAINT);
        site.server("db3").copying = Optional.empty();
        site.until("readers go there again", () -> reader(site) == Order.ServerMode.READY);
    }

    private static Order.ServerMode reader(FakeSite site) {
        return site.routes.getLast().servers().stream()
                .filter(s -> s.server().equals("db3"))
                .findFirst()
                .orElseThrow()
                .mode();
    }

    /** The last report may be older than the order to follow the primary. */
    @Test
    void whatAnotherSourceHasPurgedIsNoReasonForACopy() {
        FakeSite site = outOfService();
        site.server("db3").detach();
        site.server("db3").receiverError = "error 1236: the source has purged required binary logs";
        site.step();
        site.ask(new Intent.Maintain("op2", "db3", false, false));
        site.until("whole again", site::whole);
        assertThat(site.server("db3").copies).isZero();
    }

    @Test
    void nothingIsCopiedWhileSomebodyIsBeingChosen() {
        FakeSite site = outOfService();
        site.loses(c -> c.order() instanceof Order.Measure);
        site.ask(new Intent.Reclone("op2", "db3", false));
        site.steps(10);
        site.loses(c -> c.order() instanceof Order.Detach || c.order() instanceof Order.Fence);
        site.ask(new Intent.Failover("op3", "db2", "a drill", false, false));
        site.steps(Duration.ofSeconds(2));
        assertThat(site.record.run().kind()).isEqualTo(Run.Kind.FAILOVER);
        assertThat(site.server("db3").copies).isZero();
        site.loses(c -> false);
        site.until("promoted", () -> site.said("op3"));
        site.until("copied", () -> site.said("op2"));
        assertThat(site.server("db3").copies).isEqualTo(1);
    }

    private static FakeSite outOfService() {
        FakeSite site = new FakeSite(3).whole(50);
        site.ask(new Intent.Maintain("op1", "db3", true, false));
        site.until("out of service", () -> site.operations.get("op1").state() == State.DONE);
        return site;
    }

    private static List<String> blockers(Effect.Operation operation) {
        return operation.blockers().stream().map(Effect.Blocker::code).toList();
    }

    /** Simulation, seed 20721229: its binlog had been cut where its own transactions began, so that nobody could follow it. */
    @Test
    void whoNeedsACopyIsNotPromotedHoweverMuchItHolds() {
        FakeSite site = new FakeSite(3).whole(50);
        site.loses(command -> command.order() instanceof Order.Reclone);
        site.server("db3").commitsItsOwn();
        site.until("a copy is wanted", () -> site.sent.contains("db3 Reclone"));
        site.server("db1").die();
        site.until("failed over", () -> !site.record.primary().equals("db1"));
        assertThat(site.record.primary()).isEqualTo("db2");
        site.loses(command -> false);
        site.until("whole again", site::whole);
    }
}
