package io.signalbox.agents.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Answer.Refusal;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Token;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentCoreTest {
    private static final Order.Endpoint DB2 = new Order.Endpoint("db2", "127.0.0.12", 3306);

    private final Rig rig = Rig.database();

    @Test
    void anOldTokenIsRefusedAndNamed() {
        rig.give(rig.command(3, 7, 1, new Order.ReadSets()));
        rig.succeed();
        for (var late :
                List.of(rig.command(3, 6, 1, new Order.GoAlone()), rig.command(2, 900, 9, new Order.GoAlone()))) {
            rig.give(late);
            rig.succeed();
            assertRefused(Refusal.TOKEN_IS_OLD);
        }
        assertThat(rig.acts()).containsExactly("ReadSets");
        assertThat(((Answer.Refused) rig.result()).sentence()).isEqualTo("2.900 does not outrank 3.7");
    }

    @Test
    void tokensAreRememberedAcrossRestarts() {
        rig.give(rig.command(3, 7, 1, new Order.ReadSets()));
        rig.succeed();
        rig.restart(ProcessState.RUNNING);
        rig.give(rig.command(3, 7, 1, new Order.GoAlone()));
        rig.succeed();
        assertRefused(Refusal.TOKEN_IS_OLD);
    }

    @Test
    void anEpochBelowThePromiseIsRefusedForEver() {
        rig.give(rig.command(1, 1, 5, new Order.Detach()));
        rig.succeed();
        rig.restart(ProcessState.RUNNING);
        rig.give(rig.command(9, 1, 4, new Order.Follow(DB2, true)));
        rig.succeed();
        assertRefused(Refusal.EPOCH_IS_OLD);
        assertThat(rig.disk.promised()).isEqualTo(5);
    }

    @Test
    void nothingIsDoneBeforeTheMemoryIsOnDisk() {
        rig.give(new Order.GoAlone());
        assertThat(rig.log).containsExactly("Remember");
        rig.failures.put(AgentEffect.Remember.class, "DISK_FULL");
        rig.succeed();
        assertThat(rig.acts()).isEmpty();
        assertThat(rig.result()).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void theSameCommandIsAnsweredAgainAndNotDoneAgain() {
        var command = rig.command(1, 1, 1, new Order.GoAlone());
        rig.give(command);
        rig.give(command);
        rig.succeed();
        rig.give(command);
        rig.succeed();
        assertThat(rig.answers).hasSize(2);
        assertThat(rig.answers.getFirst()).isEqualTo(rig.answers.getLast());
        assertThat(rig.acts()).containsExactly("SetSemiSyncSource[on=false]", "ReadSets");
    }

    @Test
    void oneOrderRunsAtATimeAndOthersFollowInTheOrderOfTheirArrival() {
        rig.give(new Order.GoAlone());
        rig.give(new Order.Admit("db2"));
        rig.succeedUntil("SetSemiSyncSource");
        assertThat(rig.acts()).hasSize(1);
        rig.succeed();
        assertThat(rig.acts())
                .containsExactly("SetSemiSyncSource[on=false]", "ReadSets", "OpenDoor[replica=db2]", "ReadSets");
    }

    @Test
    void aCommandThatIsOutrankedWhileItWaitsIsRefused() {
        rig.give(rig.command(1, 1, 1, new Order.ReadSets()));
        rig.give(rig.command(1, 9, 1, new Order.GoAlone()));
        rig.give(rig.command(1, 5, 1, new Order.Admit("db2")));
        rig.succeed();
        assertRefused(Refusal.TOKEN_IS_OLD);
        assertThat(rig.acts()).doesNotContain("OpenDoor[replica=db2]");
    }

    @Test
    void tooManyCommandsAreRefusedAsBusy() {
        for (int i = 0; i <= AgentCore.MOST_QUEUED + 1; i++) {
            rig.give(new Order.ReadSets());
        }
        assertRefused(Refusal.BUSY);
        rig.succeed();
        assertThat(rig.answers).hasSize(AgentCore.MOST_QUEUED + 2);
    }

    @Test
    void detachDoesNotWaitBehindAnOpenThatWaitsForItsApplier() {
        openThatWaits();
        rig.give(new Order.Detach());
        assertThat(rig.answers).hasSize(1);
        assertThat(rig.result())
                .isInstanceOfSatisfying(
                        Answer.Failed.class, no -> assertThat(no.code()).isEqualTo("OUTRANKED"));
        rig.succeed();
        assertThat(rig.result()).isInstanceOf(Answer.Done.class);
        assertThat(rig.acts()).noneMatch(act -> act.startsWith("Open["));
    }

    @Test
    void theLateAnswerOfAnAbandonedActIsNotTakenForTheNextOne() {
        openThatWaits();
        AgentEffect wait = rig.open.peek();
        rig.give(new Order.Detach());
        rig.succeedUntil("StopReceiver");
        int before = rig.acts().size();
        rig.event(rig.acted(wait));
        assertThat(rig.acts()).hasSize(before);
        assertThat(rig.log).contains("Abandon");
    }

    @Test
    void anActThatChangesSomethingIsWaitedForBeforeTheNextOrderActs() {
        rig.give(new Order.Follow(DB2, true));
        rig.succeedUntil("ChangeSource");
        rig.give(new Order.Detach());
        assertThat(rig.answers).isEmpty();
        rig.answerNext();
        assertThat(rig.result()).isInstanceOf(Answer.Failed.class);
        rig.succeed();
        assertThat(rig.acts())
                .doesNotContain("StartReceiver")
                .endsWith("ChangeSource[host=127.0.0.12, port=3306]", "StopReceiver");
    }

    @Test
    void fenceInterruptsEvenAnActThatChangesSomething() {
        rig.give(new Order.Follow(DB2, true));
        rig.succeedUntil("ChangeSource");
        rig.give(new Order.Fence("hangs"));
        assertThat(rig.result()).isInstanceOf(Answer.Failed.class);
        rig.succeedUntil("KillMysqld");
        rig.succeed();
        assertThat(rig.acts()).contains("KillMysqld").doesNotContain("StartReceiver");
    }

    @Test
    void anOldFenceInterruptsNothing() {
        openThatWaits();
        rig.give(rig.command(0, 9, 1, new Order.Fence("late")));
        assertRefused(Refusal.TOKEN_IS_OLD);
        rig.succeed();
        assertThat(rig.acts()).anyMatch(act -> act.startsWith("Open[")).doesNotContain("KillMysqld");
    }

    @Test
    void ordersThatCutInKeepTheirOrderAmongThemselves() {
        openThatWaits();
        rig.give(new Order.ReadSets());
        rig.failures.remove(MysqlAct.WaitForExecuted.class);
        rig.give(new Order.Fence("first"));
        rig.give(new Order.Rewind(GtidSet.EMPTY));
        rig.succeed();
        assertThat(rig.answers.stream()
                        .map(answer -> answer.commandId() + " "
                                + answer.result().getClass().getSimpleName()))
                .containsExactly("1.1 Failed", "1.3 Failed", "1.4 Done", "1.2 Refused");
    }

    @Test
    void aProgramEndsWhenMysqldDiesInTheMiddle() {
        openThatWaits();
        rig.event(new AgentEvent.ProcessChanged(ProcessState.EXITED));
        assertThat(rig.result())
                .isInstanceOfSatisfying(
                        Answer.Failed.class, no -> assertThat(no.code()).isEqualTo("MYSQLD_DIED"));
        assertThat(rig.core.process()).isEqualTo(ProcessState.AT_THE_GATE);
    }

    @Test
    void anActThatFailsEndsTheProgramWithItsCodeAndSentence() {
        rig.failures.put(MysqlAct.SetSemiSyncSource.class, "TIMED_OUT");
        assertThat(rig.obey(new Order.GoAlone()).result())
                .isEqualTo(new Answer.Failed("TIMED_OUT", "because TIMED_OUT"));
        assertThat(rig.acts()).doesNotContain("ReadSets");
    }

    @Test
    void anAnswerNobodyWaitsForChangesNothing() {
        rig.event(new AgentEvent.Acted(99, GtidSet.EMPTY, GtidSet.EMPTY, Collections.emptySortedMap()));
        rig.event(new AgentEvent.ActFailed(98, "X", "x"));
        rig.event(new AgentEvent.Remembered(97));
        assertThat(rig.log).isEmpty();
    }

    @Test
    void aReplicaThatDiedIsStartedAtOnce() {
        rig.event(new AgentEvent.ProcessChanged(ProcessState.EXITED));
        assertThat(rig.acts()).containsExactly("StartMysqld");
        assertThat(rig.core.process()).isEqualTo(ProcessState.STARTING);
        rig.succeed();
        assertThat(rig.core.process()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void aServerFoundDownAtTheAgentsStartIsStartedUnlessItMayHoldATail() {
        rig.restart(ProcessState.EXITED);
        assertThat(rig.acts()).containsExactly("StartMysqld");

        Rig opened = Rig.database(AgentMemory.BLANK.withTail(true));
        opened.restart(ProcessState.EXITED);
        assertThat(opened.acts()).isEmpty();
        assertThat(opened.core.process()).isEqualTo(ProcessState.AT_THE_GATE);
        assertThat(opened.core.processDetail()).contains("nobody acknowledged");
    }

    @Test
    void aServerThatDoesNotComeUpIsTriedAgainAfterAGrowingPause() {
        rig.failures.put(AgentEffect.StartMysqld.class, "CANNOT_START");
        rig.event(new AgentEvent.ProcessChanged(ProcessState.EXITED));
        List<Long> pauses = new ArrayList<>();
        while (pauses.size() < 7) {
            rig.answerNext();
            if (rig.open.peek() instanceof AgentEffect.Pause pause) {
                pauses.add(pause.time().toSeconds());
                assertThat(rig.core.process()).isEqualTo(ProcessState.CANNOT_START);
                assertThat(rig.core.processDetail()).isEqualTo("because CANNOT_START");
            }
        }
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
        rig.failures.clear();
        rig.succeed();
        assertThat(rig.core.process()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void anOrderedStartDoesNotWaitForThePause() {
        rig.failures.put(AgentEffect.StartMysqld.class, "CANNOT_START");
        rig.event(new AgentEvent.ProcessChanged(ProcessState.EXITED));
        rig.answerNext();
        assertThat(rig.open.peek()).isInstanceOf(AgentEffect.Pause.class);
        rig.give(new Order.Start());
        rig.failures.clear();
        AgentEffect pause = rig.open.remove();
        rig.succeed();
        assertThat(rig.result()).isInstanceOf(Answer.Done.class);
        rig.event(rig.acted(pause));
        assertThat(rig.acts()).containsExactly("StartMysqld", "Pause", "StartMysqld", "ReadSets");
    }

    @Test
    void anOrderedStartThatFailedLeadsBackToTheGate() {
        Rig opened = Rig.database(AgentMemory.BLANK.withTail(true));
        opened.event(new AgentEvent.ProcessChanged(ProcessState.EXITED));
        opened.failures.put(AgentEffect.StartMysqld.class, "CANNOT_START");
        opened.give(new Order.Start());
        opened.succeedUntil("Pause");
        assertThat(opened.core.process()).isEqualTo(ProcessState.CANNOT_START);
        opened.answerNext();
        assertThat(opened.core.process()).isEqualTo(ProcessState.AT_THE_GATE);
        assertThat(opened.core.processDetail()).endsWith("the last start failed: because CANNOT_START");
        assertThat(opened.acts()).containsExactly("StartMysqld", "Pause");
    }

    @Test
    void theHighestTokenIsTheOneObeyedLast() {
        rig.give(rig.command(4, 2, 1, new Order.ReadSets()));
        rig.succeed();
        assertThat(rig.core.memory().highest()).isEqualTo(new Token(4, 2));
        assertThat(rig.disk).isEqualTo(rig.core.memory());
    }

    private void openThatWaits() {
        rig.executed = Rig.gtids(3);
        rig.received = Rig.gtids(5);
        rig.give(new Order.Open(true, 1));
        rig.succeedUntil("WaitForExecuted");
    }

    private void assertRefused(Refusal code) {
        assertThat(rig.result())
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo(code));
    }
}
