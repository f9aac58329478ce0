package io.signalbox.controller.daemon.news;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.JournalEntry.Phase;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.daemon.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class UntoldTest {
    private static final ClusterRecord AFTER = Samples.record(9, Run.NONE);

    private static JournalEntry entry(String plan, String step, Phase phase, String sentence) {
        return new JournalEntry("r-1", plan, step, phase, sentence, 1_700_000_000_000L);
    }

    @Test
    void tellsWhatTheJournalHas() {
        assertThat(Untold.of(
                        AFTER,
                        List.of(
                                entry("failover", "name", Phase.BEGUN, ""),
                                entry("promote", "finish", Phase.DONE, ""))))
                .hasValueSatisfying(receipt -> {
                    assertThat(receipt.id()).isEqualTo("r-1");
                    assertThat(receipt.kind()).isEqualTo("failover");
                    assertThat(receipt.result()).isEqualTo("done");
                    assertThat(receipt.to()).isEqualTo(AFTER.primary());
                    assertThat(receipt.lost()).isEqualTo("0");
                    assertThat(receipt.timeline())
                            .containsExactly("2023-11-14T22:13:20Z name", "2023-11-14T22:13:20Z finish DONE");
                    assertThat(Untold.is(receipt)).isTrue();
                });
    }

    @Test
    void aRunThatStoppedNamesNoNewPrimary() {
        assertThat(Untold.of(AFTER, List.of(entry("switchover", "close", Phase.FAILED, "locks were held"))))
                .hasValueSatisfying(receipt -> {
                    assertThat(receipt.result()).isEqualTo("stopped: locks were held");
                    assertThat(receipt.to()).isEmpty();
                });
    }

    /** The record says that nothing is open any more; the entry that says why was not forced to disk yet. */
    @Test
    void aRunThatEndedBeforeItsLastStepIsNotTakenForDone() {
        assertThat(Untold.of(AFTER, List.of(entry("switchover", "close", Phase.BEGUN, ""))))
                .hasValueSatisfying(receipt -> {
                    assertThat(receipt.result()).isEqualTo("stopped: in step close; why is not known any more");
                    assertThat(receipt.to()).isEmpty();
                });
    }

    @Test
    void itsStepsEndWithTheOneThatMeansDone() {
        assertThat(List.of(Plan.FAILOVER, Plan.SWITCHOVER, Plan.PROMOTE))
                .allSatisfy(plan -> assertThat(plan.steps().getLast().name()).isEqualTo("finish"));
    }

    @Test
    void whereDataLossWasAllowedNothingIsVouchedFor() {
        assertThat(Untold.of(AFTER, List.of(entry("failover", "finish", Phase.BEGUN, "an operator allowed data loss"))))
                .hasValueSatisfying(receipt -> assertThat(receipt.lost()).startsWith("cannot be vouched for"));
    }

    @Test
    void anOpenRunAndARepairHaveNone() {
        assertThat(Untold.of(
                        Samples.record(9, Samples.run("r-1")), List.of(entry("failover", "name", Phase.BEGUN, ""))))
                .isEmpty();
        assertThat(Untold.of(AFTER, List.of(entry("join", "follow", Phase.BEGUN, ""))))
                .isEmpty();
        assertThat(Untold.of(AFTER, List.of())).isEmpty();
    }
}
