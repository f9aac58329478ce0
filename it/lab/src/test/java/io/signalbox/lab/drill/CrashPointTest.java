package io.signalbox.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.controller.core.plan.Plan;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrashPointTest {
    @ParameterizedTest
    @EnumSource(Plan.class)
    void everyStepOfEveryPlanIsOne(Plan plan) {
        assertThat(CrashPoint.of(plan)).hasSameSizeAs(plan.steps());
        assertThat(CrashPoint.of(plan))
                .allSatisfy(point -> assertThat(CrashPoint.parse(point.name())).isEqualTo(point));
    }

    @Test
    void theFirstRoundsGoThroughEveryUsualStepOfASwitchoverThenOfAFailover() {
        List<String> names = Stop.WALK.stream()
                .takeWhile(Stop.At.class::isInstance)
                .map(stop -> ((Stop.At) stop).point().name())
                .toList();

        assertThat(names)
                .hasSize(Plan.SWITCHOVER.steps().size() + Plan.FAILOVER.steps().size() - 1)
                .doesNotContain("failover." + Stop.SELDOM + ".begun")
                .startsWith("switchover.announce.begun", "switchover.settle.begun")
                .endsWith("failover.finish.begun")
                .doesNotHaveDuplicates();
        assertThat(new KillController().usualRounds()).isEqualTo(names.size() + 3);
    }

    @Test
    void anUnknownPlanOrStepNamesTheKnownOnes() {
        assertThatThrownBy(() -> CrashPoint.parse("lunch.eat.begun"))
                .hasMessageContaining("lunch is no plan")
                .hasMessageContaining(
                        Arrays.stream(Plan.values()).findFirst().orElseThrow().word());
        assertThatThrownBy(() -> CrashPoint.parse("failover.eat.begun")).hasMessageContaining("failover.name.begun");
        assertThatThrownBy(() -> CrashPoint.parse("failover")).hasMessageContaining("failover.name.begun");
    }
}
