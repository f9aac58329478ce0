package io.signalbox.agents.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.core.AgentEvent.Ends;
import io.signalbox.agents.core.AgentEvent.ProcessChanged;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Somebody stops mysqld, and not by an order. */
class EndCutShortTest {
    private Rig rig = primary(Set.of("db2", "db3"));

    private static Rig primary(Set<String> ackers) {
        return Rig.database(
                AgentMemory.BLANK.withTail(true).learning(new Order.Learn("db1", ackers, true, Optional.empty())));
    }

    @Test
    void aPrimarysEndIsCutShortBeforeItAcknowledgesWhatWaits() {
        rig.event(new Ends());

        assertThat(rig.acts()).containsExactly("KillMysqld");
    }

    @Test
    void itWaitsAtTheGateAndSaysWhy() {
        rig.event(new Ends());
        rig.succeed();

        assertThat(rig.core.process()).isEqualTo(ProcessState.AT_THE_GATE);
        assertThat(rig.core.processDetail()).contains("somebody stopped mysqld", "Start or Rewind");
    }

    @Test
    void thePossibleTailIsWrittenDownBeforeItsEnd() {
        rig = Rig.database(AgentMemory.BLANK.learning(new Order.Learn("db1", Set.of("db2"), true, Optional.empty())));
        rig.event(new Ends());
        rig.succeed();

        assertThat(rig.disk.mayHoldTail()).isTrue();
        assertThat(rig.log.indexOf("Remember")).isLessThan(rig.log.indexOf("KillMysqld"));
    }

    @Test
    void aReplicaEndsInOrder() {
        rig = Rig.database(AgentMemory.BLANK.learning(new Order.Learn("db2", Set.of("db1"), true, Optional.empty())));
        rig.event(new Ends());

        assertThat(rig.acts()).isEmpty();
    }

    /** That it waits for nobody may have changed since it was told. */
    @Test
    void soIsThatOfAPrimaryWithoutAckers() {
        rig = primary(Set.of());
        rig.event(new Ends());

        assertThat(rig.acts()).containsExactly("KillMysqld");
    }

    @Test
    void soIsThatOfAServerWhichWasOpenedAndHasNotHeardOfIt() {
        rig = Rig.database(AgentMemory.BLANK
                .withTail(true)
                .learning(new Order.Learn("db2", Set.of("db1"), true, Optional.empty())));
        rig.event(new Ends());

        assertThat(rig.acts()).containsExactly("KillMysqld");
    }

    @Test
    void whoeverWasNeverToldARecordEndsInOrder() {
        rig = Rig.database();
        rig.event(new Ends());

        assertThat(rig.acts()).isEmpty();
    }

    @Test
    void anEndByOrderIsNotCutShort() {
        rig.give(new Order.Shutdown());
        rig.succeedUntil("StopMysqld");
        rig.event(new Ends());
        rig.event(new Ends());
        rig.succeed();

        assertThat(rig.acts()).doesNotContain("KillMysqld");
        assertThat(rig.core.process()).isEqualTo(ProcessState.STOPPED_ON_PURPOSE);
        assertThat(rig.result()).isInstanceOf(Answer.Done.class);
    }

    @Test
    void anOrderThatChangesMysqldIsGivenUpForIt() {
        rig.give(new Order.Open(true, 1));
        rig.succeedUntil("StopReceiver");
        rig.event(new Ends());

        assertThat(rig.result())
                .isInstanceOfSatisfying(
                        Answer.Failed.class, failed -> assertThat(failed.code()).isEqualTo("LEAVES_SERVICE"));
        assertThat(rig.acts()).endsWith("KillMysqld");
    }

    @Test
    void itIsKilledOnceThoughItIsToldAgainAndAgain() {
        rig.event(new Ends());
        rig.event(new Ends());
        rig.succeed();
        rig.event(new Ends());
        rig.succeed();

        assertThat(rig.acts()).containsExactly("KillMysqld");
    }

    @Test
    void itIsTriedAgainWhenItCouldNotBeKilled() {
        rig.failures.put(AgentEffect.KillMysqld.class, "STILL_RUNS");
        rig.event(new Ends());
        rig.succeed();
        rig.failures.clear();
        rig.event(new Ends());
        rig.succeed();

        assertThat(rig.acts()).containsExactly("KillMysqld", "KillMysqld");
    }

    @Test
    void anEndThatIsOverIsNoEndAnyMore() {
        rig.event(new ProcessChanged(ProcessState.EXITED));
        rig.event(new Ends());

        assertThat(rig.acts()).isEmpty();
        assertThat(rig.core.process()).isEqualTo(ProcessState.AT_THE_GATE);
    }
}
