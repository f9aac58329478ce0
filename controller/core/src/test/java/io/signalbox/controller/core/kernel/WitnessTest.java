package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.view.ClusterView;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is believed when the primary's own agent is silent, and what is no death. DESIGN.md 3.4. */
class WitnessTest {
    private static final Report.Host FULL = new Report.Host(0.001, 1L << 20, 0, false, "");
    private static final Report.Host READ_ONLY = new Report.Host(0.5, 1L << 40, 0, true, "");
    private static final Report.Host NEARLY_FULL = new Report.Host(0.07, 1L << 30, 0, false, "");

    private final FakeSite site = new FakeSite(3).whole(50);
    private final FakeServer db1 = site.server("db1");
    private final FakeServer db2 = site.server("db2");
    private final FakeServer db3 = site.server("db3");

    // ---- host loss

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void replacesALostHostWithoutItsConsentAndTakesItBackLater(int servers) {
        FakeSite other = new FakeSite(servers).whole(50);
        Duration lost = other.time().monotonic();
        other.isolate("db1");
        other.until(
                "another primary",
                () -> other.routedTo().equals(other.record.primary())
                        && !other.record.primary().equals("db1"));
        assertThat(other.time().monotonic().minus(lost)).isLessThan(Duration.ofMillis(1200));
        assertThat(other.kernel.view().failovers().getFirst().lost()).isEqualTo("0");
        assertThat(other.kernel.view().failovers().getFirst().cause()).contains("db2: receiver on, heard");
        other.server("db1").isolated = false;
        other.until("whole again", other::whole);
    }

    /** Nobody can reopen it, and nobody was promoted: a cool-down would only make the outage longer. */
    @Test
    void aFailoverFromALostHostThatWasGivenUpIsSoonTriedAgain() {
        site.loses(command -> command.order() instanceof Order.Detach);
        site.isolate("db1");
        site.until("given up", () -> !site.kernel.view().failovers().isEmpty());
        site.loses(command -> false);
        Duration givenUp = site.time().monotonic();
        site.until("another primary", () -> !site.record.primary().equals("db1"));
        assertThat(site.time().monotonic().minus(givenUp)).isLessThan(Duration.ofSeconds(7));
    }

    @Test
    void holdsWhenOnlyTheControllerLostSightOfThePrimary() {
        db1.linked = false;
        site.steps(1000);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).contains("PRIMARY_UNREACHABLE_REPLICAS_STILL_CONNECTED", "PRIMARY_AGENT_LOST");
        assertThat(site.kernel.view().decision().reason()).contains("a replica still receives from it");
        assertThat(site.sent).noneMatch(command -> command.endsWith(" Detach"));
    }

    @Test
    void holdsWhenOneReplicaOfTwoStillReceives() {
        db1.linked = false;
        db2.receiverSilent = Duration.ofSeconds(5);
        site.steps(500);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).contains("PRIMARY_UNREACHABLE_REPLICAS_STILL_CONNECTED");
    }

    @Test
    void holdsWhenConnectionsThroughAProxyStillWork() {
        site.connectionsWorked = Optional.of(Duration.ofMillis(90));
        site.isolate("db1");
        site.steps(500);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).contains("PRIMARY_UNREACHABLE_PROXIES_STILL_CONNECTED");
        site.connectionsWorked = Optional.of(Duration.ofSeconds(1));
        site.until("another primary", () -> !site.record.primary().equals("db1"));
    }

    @Test
    void holdsWhenItIsTheControllerThatIsCutOff() {
        db1.linked = false;
        db2.linked = false;
        db3.linked = false;
        site.steps(500);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems().getFirst()).isEqualTo("CONTROLLER_CUT_OFF");
        assertThat(site.kernel.view().decision().verdict()).isEqualTo("hold");
        assertThat(site.kernel.view().decision().reason()).contains("it may be the one cut off");
    }

    @Test
    void aReplicaThatWasStoppedIsNoWitness() {
        site.loses(command -> command.order() instanceof Order.Follow);
        site.isolate("db1");
        db2.source = "";
        db3.source = "";
        site.steps(500);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).contains("PRIMARY_UNREACHABLE_NOBODY_CAN_TELL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Access denied for user 'repl_db2'",
                "Account is locked",
                "Too many connections",
                "The server is currently in offline mode",
                "User 'repl_db2' has exceeded the 'max_user_connections' resource",
                "Host '127.0.1.12' is blocked because of many connection errors",
                "Host '127.0.1.12' is not allowed to connect to this MySQL server",
                "SSL connection error: certificate verify failed"
            })
    void aReplicaThatThePrimaryRefusesIsNoWitness(String refusal) {
        site.isolate("db1");
        for (FakeServer replica : new FakeServer[] {db2, db3}) {
            replica.cutFromSource = true;
            replica.receiverError = "Error connecting to source 'repl_db2@127.0.1.11:3306'. Message: " + refusal;
        }
        site.steps(500);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).contains("PRIMARY_UNREACHABLE_NOBODY_CAN_TELL");
    }

    /** What it said last gets older with every report: the silence is its own. */
    @Test
    void aReplicaWhoseOwnMysqldDoesNotAnswerIsNoWitness() {
        db1.linked = false;
        for (FakeServer replica : new FakeServer[] {db2, db3}) {
            replica.fault = ProbeFault.REFUSED;
            replica.silent = Duration.ofSeconds(2);
            replica.receiverSilent = Duration.ofSeconds(5);
        }
        site.steps(500);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).contains("PRIMARY_UNREACHABLE_NOBODY_CAN_TELL");
    }

    @Test
    void aNewLeaderObservesAfresh() {
        site.isolate("db1");
        site.steps(95);
        site.takeOffice();
        site.steps(95);
        assertThat(site.record.primary()).isEqualTo("db1");
        site.until("another primary", () -> !site.record.primary().equals("db1"));
    }

    @Test
    void aControllerThatSleptObservesAfresh() {
        site.sleep(Duration.ofSeconds(5));
        site.step();
        site.isolate("db1");
        site.sleep(Duration.ofSeconds(5));
        site.steps(95);
        assertThat(site.record.primary()).isEqualTo("db1");
        site.until("another primary", () -> !site.record.primary().equals("db1"));
    }

    @Test
    void aJumpOfTheClockIsMarkedAndWhatWasSeenBeforeIsDropped() {
        site.isolate("db1");
        site.steps(60);
        site.wallLead = Duration.ofHours(-1);
        site.steps(60);
        assertThat(site.problems()).contains("CLOCK_JUMPED");
        assertThat(site.record.primary()).isEqualTo("db1");
        site.until("another primary", () -> !site.record.primary().equals("db1"));
    }

    @Test
    void aJumpOfTheClockAloneChangesNothing() {
        site.wallLead = Duration.ofHours(1);
        site.steps(500);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).containsExactly("CLOCK_JUMPED");
        site.steps(6000);
        assertThat(site.problems()).isEmpty();
    }

    @Test
    void commandsThatDoNotArriveAreNoSignOfDeath() {
        site.loses(command -> true);
        site.steps(500);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.told).noneMatch(t -> t.type().startsWith("failover"));
    }

    @Test
    void aHostThatIsLostWhileItHangsIsReplaced() {
        db1.hung = true;
        db1.silent = Duration.ofMillis(200);
        site.isolate("db1");
        site.until("another primary", () -> !site.record.primary().equals("db1"));
    }

    @Test
    void everyWordHasItsWitnessItsValueAndItsAge() {
        db1.linked = false;
        site.steps(200);
        ClusterView.Problem hold = site.kernel.view().problems().getFirst();
        assertThat(hold.code()).isEqualTo("PRIMARY_UNREACHABLE_REPLICAS_STILL_CONNECTED");
        assertThat(hold.evidence()).extracting(ClusterView.Evidence::who).containsExactly("db1", "db2", "db3", "lb1");
        assertThat(hold.evidence())
                .extracting(ClusterView.Evidence::says)
                .containsExactly("nothing", "alive", "alive", "nothing");
        assertThat(hold.evidence().getFirst().age()).isGreaterThan(Duration.ofSeconds(1));
        assertThat(site.kernel.view().decision().evidence()).isEqualTo(hold.evidence());
    }

    // ---- alive, and named as what it is

    @ParameterizedTest
    @CsvSource({
        "TOO_MANY_CONNECTIONS, CONNECTIONS_EXHAUSTED",
        "CREDENTIALS, PROBE_CREDENTIALS_REFUSED",
        "CERTIFICATE, PROBE_CERTIFICATE_REFUSED",
        "WAITS_FOR_LOCK, WRITES_WAIT_FOR_LOCK"
    })
    void whatAnswersIsAlive(ProbeFault fault, String code) {
        db1.fault = fault;
        db1.writeSilent = Duration.ofSeconds(20);
        db1.silent = Duration.ofSeconds(20);
        site.steps(1000);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).contains(code);
        assertThat(site.told).noneMatch(t -> t.type().startsWith("failover"));
    }

    @Test
    void replicasThatAreCutOffAreReportedAndNobodyIsPromoted() {
        db2.receiverSilent = Duration.ofSeconds(2);
        db3.receiverSilent = Duration.ofSeconds(2);
        site.steps(300);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).contains("ACKER_CUT_OFF");
    }

    @Test
    void aSwitchoverAwayFromAnUnreachableAgentIsRefusedWithTheReason() {
        db1.linked = false;
        site.steps(200);
        Effect.Operation asked = site.ask(new Intent.Switchover("op1", "db2", Duration.ofSeconds(10), false));
        assertThat(asked.state()).isEqualTo(Effect.State.REFUSED);
        assertThat(asked.blockers()).extracting(Effect.Blocker::code).contains("PRIMARY_AGENT_UNREACHABLE");
        assertThat(asked.blockers()).extracting(Effect.Blocker::code).doesNotContain("PRIMARY_NOT_IN_SERVICE");
    }

    // ---- slow is not dead

    @Test
    void sqlThatIsSilentForWantOfAProcessorIsSlowAndNotHung() {
        starve(Duration.ofMillis(900), new Report.Delay(Duration.ofMillis(500), Duration.ofMillis(100)));
        site.steps(300);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).contains("PRIMARY_WAITS_FOR_PROCESSOR").doesNotContain("PRIMARY_HUNG");
        assertThat(site.kernel.view().problems().getFirst().sentence())
                .contains(
                        "silent for 900 ms, of which mysqld waited 500 ms for a processor and its agent did not run for 100 ms");
    }

    @Test
    void sqlThatIsSilentForItselfIsHungHoweverBusyTheHostIs() {
        starve(Duration.ofMillis(900), new Report.Delay(Duration.ofMillis(400), Duration.ofMillis(100)));
        site.until("another primary", () -> !site.record.primary().equals("db1"));
        assertThat(site.kernel.view().failovers().getFirst().cause()).contains("500 ms of it for want of a processor");
    }

    @Test
    void nobodyWaitsForAStarvedServerForEver() {
        starve(Duration.ofMillis(4900), new Report.Delay(Duration.ofMillis(4900), Duration.ZERO));
        site.steps(300);
        assertThat(site.record.primary()).isEqualTo("db1");
        starve(Duration.ofMillis(5100), new Report.Delay(Duration.ofMillis(5100), Duration.ZERO));
        site.until("another primary", () -> !site.record.primary().equals("db1"));
    }

    /** It stood still; what it has not seen meanwhile is no silence of mysqld, and no stalled write. */
    @Test
    void anAgentThatStoodStillSaysNothingOfItsServer() {
        starve(Duration.ofSeconds(20), new Report.Delay(Duration.ZERO, Duration.ofMillis(19_900)));
        site.steps(300);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).doesNotContain("PRIMARY_WRITES_STALLED", "PRIMARY_HUNG");
    }

    /** Nobody receives, and nothing but the processor speaks for the primary. */
    private void starve(Duration silent, Report.Delay delay) {
        db1.hung = true;
        db1.silent = silent;
        db1.delay = Optional.of(delay);
        db2.receiverSilent = silent;
        db3.receiverSilent = silent;
    }

    // ---- disks

    @Test
    void aDiskThatFillsIsReportedFirst() {
        db1.host = NEARLY_FULL;
        site.steps(500);
        assertThat(site.problems()).containsExactly("DISK_FILLS");
        assertThat(site.record.primary()).isEqualTo("db1");
    }

    @Test
    void aFullDiskHandsOverToAServerWithRoomOnce() {
        db2.host = FULL;
        site.step();
        db1.host = FULL;
        site.until("another primary", () -> !site.record.primary().equals("db1"));
        site.steps(3000);
        assertThat(site.kernel.view().failovers()).hasSize(1);
        assertThat(site.problems()).contains("DISK_CRITICAL");
    }

    @Test
    void whoIsShortOfRoomIsNotTheNextWhoseDiskFills() {
        db2.host = NEARLY_FULL;
        site.step();
        db1.host = FULL;
        site.until("another primary", () -> !site.record.primary().equals("db1"));
        assertThat(site.record.primary()).isEqualTo("db3");
    }

    @Test
    void fullDisksEverywhereAreRefusedAndNobodyIsKilled() {
        db2.host = NEARLY_FULL;
        db3.host = FULL;
        site.step();
        db1.host = FULL;
        site.steps(1000);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.sent).noneMatch(command -> command.endsWith(" Fence"));
        assertThat(site.kernel.view().decision().reason())
                .contains(
                        "db2 has no room for what filled the primary's disk", "db3 has a disk that is as good as full");
    }

    @Test
    void aReadOnlyFileSystemIsADeadPrimaryOnceItsWritesFail() {
        db1.host = READ_ONLY;
        site.steps(100);
        assertThat(site.record.primary()).isEqualTo("db1");
        db1.fault = ProbeFault.FILE_SYSTEM_READ_ONLY;
        db1.writeSilent = Duration.ofMillis(400);
        site.until("another primary", () -> !site.record.primary().equals("db1"));
    }

    @Test
    void aStalledDiskIsDegradedFirstAndALostPrimaryLater() {
        db1.fault = ProbeFault.SILENT;
        db1.writeSilent = Duration.ofMillis(2900);
        site.steps(300);
        assertThat(site.problems()).contains("PRIMARY_WRITES_SLOW");
        assertThat(site.record.primary()).isEqualTo("db1");
        db1.writeSilent = Duration.ofMillis(3100);
        site.until("another primary", () -> !site.record.primary().equals("db1"));
    }

    @Test
    void aStalledDiskIsKeptWhenNobodyElseIsFit() {
        db1.fault = ProbeFault.SILENT;
        db1.writeSilent = Duration.ofSeconds(9);
        db2.host = READ_ONLY;
        db3.process = ProcessState.CANNOT_START;
        site.steps(500);
        assertThat(site.record.primary()).isEqualTo("db1");
        assertThat(site.problems()).contains("PRIMARY_WRITES_STALLED");
    }
}
