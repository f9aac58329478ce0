package io.signalbox.controller.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.kernel.CrashPoint.Sequel;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.plan.Step;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The controller ends between any two effects of any step of any plan; the points come from the tables. */
class CrashAtEveryStepTest {
    /** Nobody leads for so many steps of time. */
    private static final int VACANCY = 30;

    static Stream<CrashPoint> points() {
        return Arrays.stream(Plan.values()).flatMap(CrashAtEveryStepTest::points);
    }

    private static Stream<CrashPoint> points(Plan plan) {
        return Scenario.of(plan).sizes().stream().flatMap(servers -> CrashPoint.of(plan, servers).stream());
    }

    @ParameterizedTest
    @EnumSource(Plan.class)
    void theScenarioOfAPlanComesToEachOfItsSteps(Plan plan) {
        assertThat(points(plan).map(CrashPoint::step).distinct())
                .containsExactlyElementsOf(plan.steps().stream().map(Step::name).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("points")
    void anotherControllerGoesOnOrRollsBack(CrashPoint point) {
        Scenario scenario = Scenario.of(point.plan());
        FakeSite site = scenario.site(point.servers());
        scenario.stage().accept(site);
        Optional<Effect> next = crash(site, scenario, point);
        if (point.sequel() == Sequel.THE_PRIMARY_DIES_TOO) {
            site.runningPrimary().ifPresent(FakeServer::die);
        }
        site.steps(VACANCY);
        scenario.meanwhile().accept(site);
        site.takeOffice();
        if (point.sequel() == Sequel.THE_NEXT_COMMAND_ARRIVES_LATE && next.orElseThrow() instanceof Effect.Send send) {
            site.arrivesLate(send);
        }
        scenario.afterwards().accept(site);
        site.until("whole again", site::whole);
    }

    /** The effect that was not carried out any more. */
    private static Optional<Effect> crash(FakeSite site, Scenario scenario, CrashPoint point) {
        Footsteps footsteps = new Footsteps(point.plan());
        Effect[] next = new Effect[1];
        site.crashBefore = effect -> {
            boolean here = footsteps.next(effect).filter(point::at).isPresent();
            if (here) {
                next[0] = effect;
            }
            return here;
        };
        scenario.strike().accept(site);
        for (int i = 0; i < CrashPoint.PATIENCE && !site.crashed; i++) {
            site.step();
        }
        assertThat(site.crashed).as("the controller came to " + point).isTrue();
        site.loseController();
        return Optional.ofNullable(next[0]);
    }
}
