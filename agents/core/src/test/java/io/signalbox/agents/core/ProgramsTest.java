package io.signalbox.agents.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Answer.Refusal;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.mysql.act.MysqlAct;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgramsTest {
    private static final Order.Endpoint DB2 = new Order.Endpoint("db2", "127.0.0.12", 3306);
    private static final AgentMemory OPENED = AgentMemory.BLANK.withTail(true);

    private final Rig rig = Rig.database();

    @Test
    void followAppliesBeforeItChangesTheSourceAndEndsReadOnly() {
        rig.received = Rig.gtids(5);
        rig.obey(new Order.Follow(DB2, true));
        assertThat(rig.acts())
                .containsExactly(
                        "CheckSource[source=ChangeSource[host=127.0.0.12, port=3306]",
                        "StopReceiver",
                        "SetSemiSyncReplica[on=true]",
                        "StartApplier",
                        "ChangeSource[host=127.0.0.12, port=3306]",
                        "StartReceiver",
                        "Close",
                        "SetSemiSyncSource[on=false]",
                        "StartApplier",
                        "ReadSets");
    }

    @Test
    void followThatIsObeyedAlreadyKeepsTheConnection() {
        rig.follows = true;
        rig.obey(new Order.Follow(DB2, true));
        assertThat(rig.acts())
                .containsExactly(
                        "CheckSource[source=ChangeSource[host=127.0.0.12, port=3306]",
                        "Close",
                        "SetSemiSyncSource[on=false]",
                        "StartApplier",
                        "ReadSets");
    }

    @Test
    void followOfAServerThatWasOpenIsNeverTakenForObeyed() {
        Rig opened = Rig.database(OPENED);
        opened.follows = true;
        opened.obey(new Order.Follow(DB2, true));
        assertThat(opened.acts()).contains("StopReceiver", "StartReceiver");
    }

    @Test
    void followOfAServerThatWasOpenClosesItFirst() {
        Rig opened = Rig.database(OPENED);
        opened.obey(new Order.Follow(DB2, false));
        assertThat(opened.acts())
                .startsWith("Close", "CountWaiting", "StopReceiver", "ChangeSource[host=127.0.0.12, port=3306]");
    }

    @Test
    void followOfAServerThatNeverHadASourceStartsItsApplierAfterwards() {
        rig.received = Rig.gtids(5);
        rig.give(new Order.Follow(DB2, false));
        rig.succeedUntil("StartApplier");
        var first = rig.open.remove();
        rig.event(new AgentEvent.ActFailed(Rig.idOf(first), "NO_SOURCE", "no source is configured"));
        rig.succeed();
        assertThat(rig.result()).isInstanceOf(Answer.Done.class);
    }

    @Test
    void followOfAServerThatWasOpenIsRefusedWhileItsCommitsWait() {
        Rig opened = Rig.database(OPENED);
        opened.waiting = 1;
        assertThat(opened.obey(new Order.Follow(DB2, true)).result())
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo(Refusal.COMMITS_ARE_WAITING));
        assertThat(opened.acts()).containsExactly("Close", "CountWaiting");
        assertThat(opened.disk.mayHoldTail()).isTrue();
    }

    @Test
    void aServerThatFollowedHoldsNoTail() {
        Rig opened = Rig.database(OPENED);
        opened.obey(new Order.Follow(DB2, true));
        assertThat(opened.disk.mayHoldTail()).isFalse();
    }

    @Test
    void detachPromisesOnDiskAndReadsItsSetsOnceNothingIsReceived() {
        rig.received = Rig.gtids(7);
        rig.give(rig.command(1, 1, 5, new Order.Detach()));
        assertThat(rig.log).containsExactly("Remember");
        rig.succeed();
        assertThat(rig.disk.promised()).isEqualTo(5);
        assertThat(rig.acts()).containsExactly("StopReceiver");
        assertThat(((Answer.Done) rig.result()).received()).isEqualTo(Rig.gtids(7));
    }

    @Test
    void detachWhoseSetsWereNotReadFails() {
        rig.failures.put(MysqlAct.StopReceiver.class, "NO_SOURCE");
        assertThat(rig.obey(new Order.Detach()).result()).isInstanceOf(Answer.Failed.class);
    }

    @Test
    void detachWhileMysqldIsDownIsRefusedAndStillPromised() {
        Rig down = Rig.database(OPENED);
        down.event(new AgentEvent.ProcessChanged(ProcessState.EXITED));
        down.give(down.command(1, 1, 5, new Order.Detach()));
        down.succeed();
        assertThat(down.disk.promised()).isEqualTo(5);
        assertThat(down.result())
                .isInstanceOfSatisfying(
                        Answer.Refused.class, no -> assertThat(no.code()).isEqualTo(Refusal.MYSQLD_IS_DOWN));
    }

    @Test
    void openAppliesAllBeforeItOpens() {
        rig.executed = Rig.gtids(3);
        rig.received = Rig.gtids(5);
        rig.obey(new Order.Open(true, 2));
        assertThat(rig.acts())
                .containsExactly(
                        "StopReceiver",
                        "SetSemiSyncSource[on=false]",
                        "StartApplier",
                        "WaitForExecuted[set=" + Rig.gtids(5) + "]",
                        "Open[count=2, sourceSide=true]",
                        "ForgetSource");
        assertThat(rig.log.indexOf("Reply Done")).isLessThan(rig.log.indexOf("ForgetSource[]"));
    }

    @Test
    void openDoesNotWaitForAnApplierThatIsDone() {
        rig.executed = Rig.gtids(5);
        rig.received = Rig.gtids(5);
        rig.obey(new Order.Open(false, 1));
        assertThat(rig.acts())
                .doesNotContain("StartApplier")
                .noneMatch(act -> act.startsWith("WaitForExecuted"))
                .doesNotContain("SetSemiSyncSource[on=false]")
                .contains("Open[count=1, sourceSide=false]");
    }

    @Test
    void openRemembersThePossibleTailBeforeItsFirstAct() {
        rig.give(new Order.Open(true, 1));
        assertThat(rig.log).containsExactly("Remember");
        rig.answerNext();
        assertThat(rig.disk.mayHoldTail()).isTrue();
        assertThat(rig.disk.promised()).isEqualTo(1);
    }

    @Test
    void theOldSourceIsNotForgottenOnceTheServerFollowsAgain() {
        rig.give(new Order.Open(true, 1));
        rig.give(new Order.Follow(DB2, true));
        rig.succeed();
        assertThat(rig.acts()).doesNotContain("ForgetSource");
    }

    @Test
    void theOldSourceIsForgottenOnlyWhenNothingElseWaits() {
        rig.give(new Order.Open(true, 1));
        rig.give(new Order.ReadSets());
        rig.succeed();
        assertThat(rig.acts()).endsWith("Open[count=1, sourceSide=true]", "ReadSets", "ForgetSource");
    }

    @Test
    void closeOfAQuietServerClosesAtOnce() {
        rig.obey(new Order.Close(Duration.ofSeconds(1)));
        assertThat(rig.acts()).containsExactly("CountWaiting", "Close");
    }

    @Test
    void closeUnderLoadSeesThatCommitsMoveAndGoesOn() {
        rig.waiting = 1;
        rig.executed = Rig.gtids(3);
        rig.give(new Order.Close(Duration.ofSeconds(1)));
        rig.succeedUntil("Pause");
        rig.executed = Rig.gtids(4);
        rig.succeed();
        assertThat(rig.result()).isInstanceOf(Answer.Done.class);
    }

    @Test
    void closeIsRefusedWhileCommitsWaitAndDoNotMove() {
        rig.waiting = 1;
        for (Order order : List.of(new Order.Close(Duration.ofSeconds(1)), new Order.Shutdown())) {
            assertThat(rig.obey(order).result())
                    .isInstanceOfSatisfying(
                            Answer.Refused.class, no -> assertThat(no.code()).isEqualTo(Refusal.COMMITS_ARE_WAITING));
        }
        assertThat(rig.acts()).noneMatch(act -> act.startsWith("Close"));
        assertThat(rig.acts()).doesNotContain("StopMysqld");
    }

    @Test
    void holdsShutsTheDoorsBeforeTheSourceSideAndReadsHistoryLast() {
        rig.received = Rig.gtids(9);
        rig.obey(new Order.Holds(1, Set.of("db4", "db3")));
        assertThat(rig.acts())
                .containsExactly(
                        "ShutDoor[replica=db3]",
                        "ShutDoor[replica=db4]",
                        "SetAckCount[count=1]",
                        "SetSemiSyncSource[on=true]",
                        "ReadHistory");
        assertThat(((Answer.Done) rig.result()).received()).isEqualTo(Rig.gtids(9));
    }

    /** A door is this server's own: shutting it waits for nobody's acknowledgement. */
    @Test
    void aDismissedReplicaIsShutOutAndNobodyElseWhateverWaits() {
        rig.waiting = 1;
        rig.obey(new Order.Dismiss("db3"));
        assertThat(rig.acts()).containsExactly("ShutDoor[replica=db3]", "ReadSets");
    }

    @Test
    void aFencedServerThatWasOpenedWaitsAtTheGate() {
        Rig opened = Rig.database(OPENED);
        opened.obey(new Order.Fence("hangs"));
        assertThat(opened.acts()).containsExactly("KillMysqld");
        assertThat(opened.core.process()).isEqualTo(ProcessState.AT_THE_GATE);
    }

    @Test
    void rewindOfADeadServerCutsBeforeItStarts() {
        Rig opened = Rig.database(OPENED);
        opened.event(new AgentEvent.ProcessChanged(ProcessState.EXITED));
        opened.obey(new Order.Rewind(Rig.gtids(5)));
        assertThat(opened.acts()).containsExactly("KillMysqld", "CutTail", "StartMysqld", "ReadSets");
        assertThat(opened.disk.mayHoldTail()).isFalse();
        assertThat(opened.core.process()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void rewindOfAServerThatRunsAndWasOpenedKillsItFirst() {
        Rig opened = Rig.database(OPENED);
        opened.obey(new Order.Rewind(Rig.gtids(5)));
        assertThat(opened.acts()).containsExactly("KillMysqld", "CutTail", "StartMysqld", "ReadSets");
    }

    @Test
    void rewindLeavesAReplicaWithNothingOfItsOwnAlone() {
        rig.executed = Rig.gtids(4);
        rig.obey(new Order.Rewind(Rig.gtids(5)));
        assertThat(rig.acts()).containsExactly("ReadSets");
    }

    @Test
    void rewindOfAReplicaWithSomethingOfItsOwnKillsAndCuts() {
        rig.executed = Rig.gtids(6);
        rig.obey(new Order.Rewind(Rig.gtids(5)));
        assertThat(rig.acts()).containsExactly("ReadSets", "KillMysqld", "CutTail", "StartMysqld", "ReadSets");
    }

    @Test
    void aRewindThatCouldNotCutLeavesTheServerAtTheGate() {
        rig.executed = Rig.gtids(6);
        rig.failures.put(AgentEffect.CutTail.class, "IO");
        assertThat(rig.obey(new Order.Rewind(Rig.gtids(5))).result()).isInstanceOf(Answer.Failed.class);
        assertThat(rig.core.process()).isEqualTo(ProcessState.AT_THE_GATE);
        assertThat(rig.acts()).doesNotContain("StartMysqld");
    }

    @Test
    void recloneOfAReplicaSavesWhatItHasAloneThenCopiesUnderANewUuidAndForgetsTheDonorsSource() {
        rig.obey(new Order.Reclone(DB2, Rig.gtids(5)));
        assertThat(rig.acts())
                .containsExactly(
                        "StopReceiver",
                        "StopApplier",
                        "Close",
                        "SaveLeftovers",
                        "Clone[host=127.0.0.12, port=3306]",
                        "StopMysqld",
                        "ForgetPast",
                        "StartMysqld",
                        "ConfirmCopy",
                        "DropSource",
                        "ReadSets");
        assertThat(rig.disk.copying()).isEmpty();
        assertThat(rig.disk.mayHoldTail()).isFalse();
    }

    @Test
    void recloneOfAServerAtTheGateStartsItForTheCopyAlone() {
        Rig opened = Rig.database(OPENED);
        opened.event(new AgentEvent.ProcessChanged(ProcessState.EXITED));
        opened.obey(new Order.Reclone(DB2, Rig.gtids(5)));
        assertThat(opened.acts()).startsWith("KillMysqld", "StartMysqld", "StopReceiver");
        assertThat(opened.disk.copying()).isEmpty();
    }

    @Test
    void aCopyThatBrokeOffIsRememberedAndNothingElseIsDoneToTheServer() {
        rig.failures.put(MysqlAct.Clone.class, "COPY_FAILED");
        rig.obey(new Order.Reclone(DB2, Rig.gtids(5)));
        assertThat(rig.disk.copying()).hasValue("db2");
        rig.failures.clear();
        rig.restart(ProcessState.RUNNING);
        for (Order order : List.of(new Order.Detach(), new Order.Start(), new Order.Open(false, 1))) {
            assertThat(rig.obey(order).result())
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.code()).isEqualTo(Answer.Refusal.DATA_IS_NOT_WHOLE));
        }
        assertThat(rig.obey(new Order.Reclone(DB2, Rig.gtids(5))).result()).isInstanceOf(Answer.Done.class);
        assertThat(rig.obey(new Order.Detach()).result()).isInstanceOf(Answer.Done.class);
    }

    @Test
    void startLeavesTheTailWhereItIs() {
        Rig opened = Rig.database(OPENED);
        opened.event(new AgentEvent.ProcessChanged(ProcessState.EXITED));
        opened.obey(new Order.Start());
        assertThat(opened.acts()).containsExactly("StartMysqld", "ReadSets");
        assertThat(opened.disk.mayHoldTail()).isTrue();
    }

    @Test
    void aServerThatWasShutDownStaysDownUntilItIsStarted() {
        rig.obey(new Order.Shutdown());
        assertThat(rig.acts()).containsExactly("CountWaiting", "Close", "CountWaiting", "StopMysqld");
        assertThat(rig.core.process()).isEqualTo(ProcessState.STOPPED_ON_PURPOSE);
        rig.event(new AgentEvent.ProcessChanged(ProcessState.EXITED));
        rig.obey(new Order.Fence("again"));
        assertThat(rig.core.process()).isEqualTo(ProcessState.STOPPED_ON_PURPOSE);
        rig.obey(new Order.Start());
        assertThat(rig.core.process()).isEqualTo(ProcessState.RUNNING);
    }

    @Test
    void aRouteIsOnDiskWithItsTokenBeforeItIsApplied() {
        Rig proxy = new Rig(AgentSettings.ofProxy("lb1"), AgentMemory.BLANK);
        proxy.event(new AgentEvent.Booted(ProcessState.NONE));
        var route = new Order.Route(new Order.Writer("rw", "db1"), true, List.of());
        proxy.give(route);
        assertThat(proxy.log).containsExactly("Remember");
        proxy.succeed();
        assertThat(proxy.disk.route()).contains(route);
        assertThat(proxy.disk.routeToken()).isEqualTo(proxy.disk.highest());
        assertThat(proxy.result()).isInstanceOf(Answer.Done.class);
    }

    @Test
    void eachKindOfServerTakesItsOwnOrders() {
        Rig proxy = new Rig(AgentSettings.ofProxy("lb1"), AgentMemory.BLANK);
        proxy.event(new AgentEvent.Booted(ProcessState.NONE));
        for (Answer answer : List.of(
                proxy.obey(new Order.Detach()),
                rig.obey(new Order.Route(new Order.Writer("rw", ""), false, List.of())))) {
            assertThat(answer.result())
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            no -> assertThat(no.code()).isEqualTo(Refusal.NOT_THIS_KIND_OF_SERVER));
        }
    }

    @Test
    void whatWasLearntIsOnDisk() {
        var learn = new Order.Learn("db2", Set.of("db1"), true, Optional.empty());
        assertThat(rig.obey(learn).result()).isInstanceOf(Answer.Done.class);
        assertThat(rig.disk.learned()).contains(learn);
    }
}
