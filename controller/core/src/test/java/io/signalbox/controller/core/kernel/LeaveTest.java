package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.core.event.Intent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaveTest {
    @Test
    void anAckerThatIsGoneLeavesAndTheLossOfThePrimaryIsSurvivedThereafter() {
        FakeSite site = new FakeSite(3).whole(50);
        site.loses("db3");
        site.until("db3 left", () -> !site.record.ackers().contains("db3"));
        assertThat(site.record.proven()).isTrue();
        assertThat(site.primary().shut).containsExactly("db3");
        assertThat(site.sent).contains("db1 Dismiss");
        site.server("db1").die();
        site.until("db2 took over", () -> site.record.primary().equals("db2"));
        site.until("its failover is over", () -> site.server("db2").open());
        assertThat(site.kernel.view().failovers().getFirst().lost()).isEqualTo("0");
        site.returns("db3");
        site.until("whole again", site::whole);
    }

    /** Simulation, seed 80208463: the count was lowered to the record of before, and a write acknowledged by one of two. */
    @Test
    void theCountIsNotLoweredWhileTheRecordThatRaisesItIsOnItsWay() {
        FakeSite site = new FakeSite(3, 2);
        site.takeOffice();
        site.until(
                "proven with one",
                () -> site.record.proven() && site.record.ackers().size() == 2);
        site.withholdsWritten(true);
        site.until("k is raised", () -> site.record.k() == 2);
        for (int i = 0; i < 800; i++) {
            site.steps(1);
            assertThat(site.primary().count).isEqualTo(2);
        }
        site.withholdsWritten(false);
        site.until("whole", site::whole);
    }

    @Test
    void nobodyLeavesBeforeTheBound() {
        FakeSite site = new FakeSite(3).whole(50);
        site.loses("db3");
        site.steps(site.settings.bounds().leaveAfter().minusMillis(100));
        assertThat(site.record.ackers()).contains("db3");
        site.returns("db3");
        site.steps(Duration.ofSeconds(1));
        assertThat(site.sent).doesNotContain("db1 Dismiss");
        assertThat(site.record.ackers()).contains("db3");
    }

    @Test
    void anAckerWhoseAgentAloneIsLostStaysWhileThePrimarySeesIt() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db3").linked = false;
        site.steps(site.settings.bounds().leaveAfter().multipliedBy(3));
        assertThat(site.record.ackers()).contains("db3");
    }

    @Test
    void anAckerWhoseAgentIsLostForAMinuteLeavesAsNobodyCouldDetachIt() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db3").linked = false;
        site.steps(site.settings.bounds().leaveAfter().multipliedBy(7));
        assertThat(site.record.ackers()).containsExactly("db2");
    }

    @Test
    void theDoorStaysShutUntilItJoinsAgain() {
        FakeSite site = new FakeSite(3).whole(50);
        site.loses("db3");
        site.until("db3 left", () -> !site.record.ackers().contains("db3"));
        site.returns("db3");
        assertThat(site.primary().shut).containsExactly("db3");
        site.until("whole again", site::whole);
        assertThat(site.primary().shut).isEmpty();
    }

    @Test
    void anAckerThatCannotReachThePrimaryConfirmsByItsAgentAndNoDoorIsShut() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db3").cutFromSource = true;
        site.until("db3 left", () -> !site.record.ackers().contains("db3"));
        assertThat(site.server("db3").replicaSide).isFalse();
        assertThat(site.sent).doesNotContain("db1 Dismiss");
        site.server("db3").cutFromSource = false;
        site.until("whole again", site::whole);
    }

    /** Nobody could open a door again: that is a commit, which would wait as all others do. */
    @Test
    void noDoorIsShutWhileTheOthersDoNotReceive() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db3").cutFromSource = true;
        site.loses(c -> c.order() instanceof Order.Follow);
        site.sent.clear();
        site.until("db3 was asked", () -> site.sent.contains("db3 Follow"));
        site.server("db2").cutFromSource = true;
        site.steps(Duration.ofMillis(1500));
        assertThat(site.sent).doesNotContain("db1 Dismiss");
        site.server("db2").cutFromSource = false;
        site.until("db3 left", () -> !site.record.ackers().contains("db3"));
        assertThat(site.sent).contains("db1 Dismiss");
    }

    @Test
    void itIsDroppedOnlyWhenTheOthersHoldAllThatThePrimaryHas() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db3").cutFromSource = true;
        site.loses(c -> c.order() instanceof Order.ReadSets);
        site.steps(site.settings.bounds().leaveAfter().plusSeconds(5));
        assertThat(site.record.ackers()).contains("db3");
        site.loses(c -> false);
        site.until("db3 left", () -> !site.record.ackers().contains("db3"));
    }

    @Test
    void itBeginsAnewWhenTheRecordWasWrittenSinceTheHistoryWasRead() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db3").cutFromSource = true;
        site.loses(c -> c.order() instanceof Order.ReadSets);
        site.sent.clear();
        site.until("the history was read", () -> site.sent.contains("db1 Holds") && site.sent.contains("db2 ReadSets"));
        site.ask(new Intent.SetWeb("op1", "web", "web1", Order.ServerMode.DRAIN, -1, false, false));
        site.loses(c -> false);
        site.until(
                "it stopped",
                () -> site.told.stream()
                        .anyMatch(t -> t.sentence().startsWith("leave stopped in record: something else was written")));
        assertThat(site.record.ackers()).contains("db3");
        site.until("db3 left", () -> !site.record.ackers().contains("db3"));
    }

    @Test
    void theCountAtThePrimaryIsNeverBelowTheRecords() {
        FakeSite site = new FakeSite(4, 2).whole(50);
        site.loses("db4");
        site.until(
                "db4 left",
                () -> atLeastAsRecorded(site) && site.record.ackers().size() == 2);
        site.loses("db3");
        site.until(
                "db3 left",
                () -> atLeastAsRecorded(site) && site.record.ackers().size() == 1);
        site.returns("db3");
        site.returns("db4");
        site.until("whole again", () -> atLeastAsRecorded(site) && site.whole());
    }

    private static boolean atLeastAsRecorded(FakeSite site) {
        assertThat(site.primary().count).isGreaterThanOrEqualTo(site.record.k());
        return true;
    }

    @Test
    void theLastAckerNeverLeaves() {
        FakeSite site = new FakeSite(2).whole(50);
        site.server("db2").linked = false;
        site.steps(Duration.ofMinutes(2));
        assertThat(site.record.ackers()).containsExactly("db2");
    }

    @Test
    void aSecondAckerDoesNotLeaveWhenThatWouldLeaveNobodyWhoHoldsEverything() {
        FakeSite site = new FakeSite(3).whole(50);
        site.server("db2").linked = false;
        site.server("db3").linked = false;
        site.steps(Duration.ofMinutes(2));
        assertThat(site.record.ackers()).containsExactly("db2", "db3");
    }

    // ---- k

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5})
    void twoAcknowledgementsAreCountedAsSoonAsTwoCanBeGiven(int servers) {
        FakeSite site = new FakeSite(servers, 2).whole(50);
        assertThat(site.record.k()).isEqualTo(2);
        assertThat(site.primary().count).isEqualTo(2);
    }

    @Test
    void whenTwoOfTwoAreNeededAndOneIsGoneTheRecordGivesInBeforeThePrimary() {
        FakeSite site = new FakeSite(3, 2).whole(50);
        site.loses("db3");
        site.until("k is lowered", () -> site.record.k() == 1);
        site.until("writes go on", () -> site.primary().unacknowledged.isEmpty());
        assertThat(site.primary().count).isEqualTo(1);
        site.until("db3 left", () -> site.record.ackers().equals(Set.of("db2")));
        site.server("db1").die();
        site.until("db2 took over", () -> site.server("db2").open());
        assertThat(site.record.primary()).isEqualTo("db2");
        site.returns("db3");
        site.until("whole again", site::whole);
        assertThat(site.record.k()).isEqualTo(2);
    }

    @Test
    void withTwoAcknowledgementsOneReachableAckerIsAQuorum() {
        FakeSite site = new FakeSite(3, 2).whole(50);
        site.server("db3").linked = false;
        site.until(
                "db3 is silent",
                () -> site.kernel.view().problems().stream()
                        .anyMatch(p -> p.code().equals("AGENT_LOST")));
        site.server("db1").die();
        site.until("db2 took over", () -> site.record.primary().equals("db2"));
    }

    // ---- maintenance

    @Test
    void aServerInMaintenanceLeavesFollowsOnAndIsNotTakenInAgainBeforeItIsBack() {
        FakeSite site = new FakeSite(3).whole(50);
        site.ask(new Intent.Maintain("op1", "db3", true, false));
        site.until("out of service", () -> site.operations.get("op1").state() == State.DONE);
        assertThat(site.record.ackers()).containsExactly("db2");
        assertThat(site.server("db3").replicaSide).isFalse();
        site.steps(Duration.ofSeconds(20));
        assertThat(site.record.ackers()).containsExactly("db2");
        assertThat(site.kernel.view().servers().get(2).blockers())
                .extracting(Effect.Blocker::code)
                .containsExactly("NOT_AN_ACKER", "IN_MAINTENANCE");
        site.takeOffice();
        site.steps(Duration.ofSeconds(20));
        assertThat(site.record.ackers()).containsExactly("db2");
        site.ask(new Intent.Maintain("op2", "db3", false, false));
        site.until("whole again", site::whole);
    }

    @Test
    void aServerInMaintenanceIsNotPromoted() {
        FakeSite site = new FakeSite(4).whole(50);
        site.ask(new Intent.Maintain("op1", "db2", true, false));
        site.until("out of service", () -> site.operations.get("op1").state() == State.DONE);
        site.server("db1").die();
        site.until("another primary", () -> !site.record.primary().equals("db1"));
        assertThat(site.record.primary()).isEqualTo("db3");
    }

    @Test
    void maintenanceIsObeyedWhileAutomaticActsArePaused() {
        FakeSite site = new FakeSite(3).whole(50);
        site.ask(new Intent.Pause("op0"));
        site.until("paused", () -> site.operations.get("op0").state() == State.DONE);
        site.ask(new Intent.Maintain("op1", "db3", true, false));
        site.until("out of service", () -> site.operations.get("op1").state() == State.DONE);
    }

    @Test
    void thePrimaryAndTheLastAckerStayInService() {
        FakeSite site = new FakeSite(2).whole(50);
        assertThat(blockers(site.ask(new Intent.Maintain("op1", "db1", true, false))))
                .containsExactly("IS_PRIMARY");
        assertThat(blockers(site.ask(new Intent.Maintain("op2", "db2", true, false))))
                .containsExactly("LAST_ACKER");
        assertThat(blockers(site.ask(new Intent.Maintain("op3", "db9", true, false))))
                .containsExactly("UNKNOWN_SERVER");
    }

    private static List<String> blockers(Effect.Operation operation) {
        return operation.blockers().stream().map(Effect.Blocker::code).toList();
    }
}
