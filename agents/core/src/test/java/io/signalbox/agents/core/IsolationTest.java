package io.signalbox.agents.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.core.AgentEvent.Looked;
import io.signalbox.agents.core.AgentEvent.ProcessChanged;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IsolationTest {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration LIMIT = AgentSettings.ISOLATION;
    private static final Duration HOURS = Duration.ofHours(5);
    private static final Set<String> ACKERS = Set.of("db2", "db3");

    private Rig rig = primary(ACKERS);
    private Duration now = Duration.ofHours(1);
    private Duration controllerSilent = Duration.ZERO;

    private static Rig primary(Set<String> ackers) {
        return Rig.database(
                AgentMemory.BLANK.withTail(true).learning(new Order.Learn("db1", ackers, true, Optional.empty())));
    }

    @Test
    void leavesServiceWhenNeitherAControllerNorAnAckerWasThereForTheLimit() {
        look(Company.NONE, LIMIT);

        assertThat(rig.acts()).containsExactly("TurnAway", "Pause");
    }

    @Test
    void staysUntilTheLimitHasPassed() {
        look(Company.NONE, LIMIT.minus(LOOK));

        assertThat(rig.acts()).isEmpty();
        assertThat(rig.core.isAlone()).isTrue();
    }

    @Test
    void killsMysqldWithoutWaitingForWhatTurnsClientsAway() {
        look(Company.NONE, LIMIT);
        rig.succeed();

        assertThat(rig.acts()).containsExactly("TurnAway", "Pause", "KillMysqld");
        assertThat(rig.log.toString()).doesNotContain("Open[", "Close[", "SetSemiSyncSource", "StopMysqld");
    }

    @Test
    void waitsAtTheGateAfterwardsAndSaysWhy() {
        look(Company.NONE, LIMIT);
        rig.succeed();

        assertThat(rig.core.process()).isEqualTo(ProcessState.AT_THE_GATE);
        assertThat(rig.core.processDetail())
                .contains("isolated for 6000 ms", "without a controller", "Start or Rewind");
    }

    @Test
    void isNotStartedByItsOwnAgentEvenIfThatRestarts() {
        look(Company.NONE, LIMIT);
        rig.succeed();
        rig.restart(ProcessState.EXITED);
        rig.succeed();

        assertThat(rig.core.process()).isEqualTo(ProcessState.AT_THE_GATE);
        assertThat(rig.acts()).doesNotContain("StartMysqld");
    }

    @Test
    void putsThePossibleTailOnDiskIfItIsNotThere() {
        rig = Rig.database(AgentMemory.BLANK.learning(new Order.Learn("db1", ACKERS, true, Optional.empty())));
        look(Company.NONE, LIMIT);
        rig.succeed();

        assertThat(rig.disk.mayHoldTail()).isTrue();
        assertThat(rig.log.indexOf("Remember")).isLessThan(rig.log.indexOf("KillMysqld"));
    }

    @Test
    void staysForHoursWhileOneAckerIsConnected() {
        controllerSilent = HOURS;
        look(Company.CONNECTED, Duration.ofMinutes(10));

        assertThat(rig.acts()).isEmpty();
        assertThat(rig.core.isAlone()).isFalse();
    }

    @Test
    void staysWhileAControllerIsThere() {
        for (int i = 0; i < 1000; i++) {
            controllerSilent = Duration.ZERO;
            look(Company.NONE, LOOK);
        }

        assertThat(rig.acts()).isEmpty();
    }

    @Test
    void staysAsTheOnlyCopy() {
        rig = primary(Set.of());
        look(Company.NONE, LIMIT.multipliedBy(10));

        assertThat(rig.acts()).isEmpty();
    }

    @Test
    void leavesServiceWithItsOnlyAckerGoneAsThatMayHaveBeenPromoted() {
        rig = primary(Set.of("db2"));
        look(Company.NONE, LIMIT);

        assertThat(rig.acts()).contains("TurnAway");
    }

    @Test
    void staysWhenItsRecordNamesAnotherPrimary() {
        rig = Rig.database(AgentMemory.BLANK.learning(new Order.Learn("db2", Set.of("db1"), true, Optional.empty())));
        look(Company.NONE, LIMIT.multipliedBy(10));

        assertThat(rig.acts()).isEmpty();
    }

    @Test
    void staysWhenItWasNeverToldARecord() {
        rig = Rig.database();
        look(Company.NONE, LIMIT.multipliedBy(10));

        assertThat(rig.acts()).isEmpty();
    }

    @Test
    void staysWhileCommitsWaitForNobody() {
        look(Company.NOT_NEEDED, LIMIT.multipliedBy(10));

        assertThat(rig.acts()).isEmpty();
    }

    @Test
    void staysWhenItsAckersCannotBeLookedAt() {
        look(Company.UNKNOWN, LIMIT.multipliedBy(10));

        assertThat(rig.acts()).isEmpty();
    }

    @Test
    void countsAnewWhenAnAckerWasBackForOneLook() {
        look(Company.NONE, LIMIT.minus(LOOK));
        look(Company.CONNECTED, LOOK);
        look(Company.NONE, LIMIT.minus(LOOK));

        assertThat(rig.acts()).isEmpty();
        assertThat(rig.log).contains("Say isolation.begins", "Say isolation.over");
    }

    @Test
    void countsAnewWhenAControllerGaveASignOfLife() {
        look(Company.NONE, LIMIT.minus(LOOK));
        controllerSilent = Duration.ZERO;
        look(Company.NONE, LIMIT.minus(LOOK));

        assertThat(rig.acts()).isEmpty();
    }

    @Test
    void countsNothingOfTheTimeInWhichItsAgentWasHalted() {
        look(Company.NONE, Duration.ofSeconds(1));
        now = now.plusSeconds(30);
        controllerSilent = controllerSilent.plusSeconds(30);
        look(Company.NONE, LIMIT.minus(LOOK));

        assertThat(rig.acts()).isEmpty();
    }

    @Test
    void countsFromTheStartOfAnAgentThatRestartsInIsolation() {
        look(Company.NONE, LIMIT.minus(LOOK));
        rig.restart(ProcessState.RUNNING);
        now = Duration.ZERO;
        controllerSilent = Duration.ZERO;
        look(Company.NONE, LIMIT.minus(LOOK));
        assertThat(rig.acts()).isEmpty();

        look(Company.NONE, LOOK.multipliedBy(2));
        assertThat(rig.acts()).contains("TurnAway");
    }

    @Test
    void givesUpAnOrderThatWaitsForMysqldWhichHangs() {
        rig.give(new Order.Open(true, 1));
        rig.succeedUntil("StopReceiver");
        look(Company.NONE, LIMIT);

        assertThat(rig.result())
                .isInstanceOfSatisfying(
                        Answer.Failed.class, failed -> assertThat(failed.code()).isEqualTo("LEAVES_SERVICE"));
        assertThat(rig.acts()).endsWith("TurnAway", "Pause");
    }

    @Test
    void isNotHeldUpOnceItsClientsAreTurnedAway() {
        look(Company.NONE, LIMIT);
        rig.give(new Order.Detach());
        rig.succeed();

        assertThat(rig.acts()).contains("KillMysqld");
        assertThat(rig.result()).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void triesAgainWhenMysqldCouldNotBeKilled() {
        rig.failures.put(AgentEffect.KillMysqld.class, "STILL_RUNS");
        look(Company.NONE, LIMIT);
        rig.succeed();
        rig.failures.clear();
        look(Company.NONE, LOOK);
        rig.succeed();

        assertThat(rig.acts()).containsExactly("TurnAway", "Pause", "KillMysqld", "TurnAway", "Pause", "KillMysqld");
        assertThat(rig.core.process()).isEqualTo(ProcessState.AT_THE_GATE);
    }

    @Test
    void doesNothingMoreOnceMysqldHasEnded() {
        rig.event(new ProcessChanged(ProcessState.EXITED));
        look(Company.NONE, LIMIT.multipliedBy(3));

        assertThat(rig.acts()).isEmpty();
        assertThat(rig.core.process()).isEqualTo(ProcessState.AT_THE_GATE);
    }

    @Test
    void comesBackByAStartAsItIsWhenItIsStillTheRecordedPrimary() {
        look(Company.NONE, LIMIT);
        rig.succeed();
        rig.obey(new Order.Start());

        assertThat(rig.acts()).containsSubsequence("KillMysqld", "StartMysqld").doesNotContain("CutTail");
        assertThat(rig.core.processDetail()).isEmpty();
        assertThat(rig.disk.mayHoldTail()).isTrue();
    }

    @Test
    void comesBackByARewindWhenAnotherServerWasPromoted() {
        look(Company.NONE, LIMIT);
        rig.succeed();
        rig.obey(new Order.Rewind(Rig.gtids(7)));

        assertThat(rig.acts()).containsSubsequence("KillMysqld", "CutTail", "StartMysqld");
        assertThat(rig.disk.learned()).isEqualTo(Optional.of(new Order.Learn("db1", ACKERS, true, Optional.empty())));
    }

    /** Looks at every period for {@code time}, and once at its end. */
    private void look(Company company, Duration time) {
        Duration end = now.plus(time);
        rig.event(new Looked(now, controllerSilent, company));
        while (now.compareTo(end) < 0) {
            now = now.plus(LOOK);
            controllerSilent = controllerSilent.plus(LOOK);
            rig.event(new Looked(now, controllerSilent, company));
        }
    }
}
