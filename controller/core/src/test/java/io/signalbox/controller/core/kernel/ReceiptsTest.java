package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.plan.Step;
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
}
