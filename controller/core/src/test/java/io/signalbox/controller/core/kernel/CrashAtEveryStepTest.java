package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.plan.Step;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The controller dies before, and after, each step of each plan that moves the primary; the points come from the tables. */
class CrashAtEveryStepTest {
    static Stream<Arguments> points() {
        return Stream.of(Plan.FAILOVER, Plan.SWITCHOVER, Plan.SHUTDOWN, Plan.JOIN, Plan.PROVE, Plan.REJOIN)
                .flatMap(plan -> plan.steps().stream()
                        .map(Step::name)
                        .flatMap(step -> Stream.of(0, 1, 2, 3).map(later -> Arguments.of(plan, step, later))));
    }

    @ParameterizedTest(name = "{0} {1}, {2} effects after its journal entry")
    @MethodSource("points")
    void anotherControllerGoesOnOrRollsBack(Plan plan, String step, int later) {
        FakeSite site = new FakeSite(plan == Plan.PROVE ? 2 : 3).whole(50);
        boolean[] reached = {false};
        int[] left = {later};
        site.crashBefore = effect -> {
            reached[0] |= effect instanceof Effect.Journal j
                    && j.entry().plan().equals(plan.word())
                    && j.entry().step().equals(step);
            return reached[0] && left[0]-- <= 0;
        };
        begin(site, plan);
        for (int i = 0; i < 500 && !site.crashed; i++) {
            site.step();
        }
        assertThat(reached[0]).as("the plan came to " + step).isTrue();
        for (int i = 0; i < 30; i++) {
            site.step();
        }
        site.takeOffice();
        if (plan == Plan.SHUTDOWN) {
            startAgain(site);
        }
        site.until("whole again", site::whole);
        assertThat(site.primary().executed.contains(site.acknowledged)).isTrue();
    }

    private static void startAgain(FakeSite site) {
        for (FakeServer s : site.servers.values()) {
            if (s.process == ProcessState.STOPPED_ON_PURPOSE) {
                s.die();
                s.source = "";
                s.process = s.mayHoldTail ? ProcessState.AT_THE_GATE : ProcessState.RUNNING;
            }
        }
    }

    private static void begin(FakeSite site, Plan plan) {
        switch (plan) {
            case SWITCHOVER -> site.ask(new Intent.Switchover("op", "db2", Duration.ofSeconds(10), false));
            case SHUTDOWN -> site.ask(new Intent.Shutdown("op"));
            default -> site.server("db1").die();
        }
    }
}
