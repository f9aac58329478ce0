package io.signalbox.lab.drill;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.DoomedController;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.tail.DeadBinlog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The controller dies: in the first round while nothing happens, then at the begin of each step of a switchover, then of a failover.
 * Restarted, it goes on or rolls back.
 */
final class KillController implements Drill {
    private static final Duration LOOK = Duration.ofSeconds(3);
    /** Until a started controller leads. */
    private static final Duration UP_BOUND = Duration.ofSeconds(30);
    /** From what sets the plan off until the point is reached. */
    private static final Duration DEATH_BOUND = Duration.ofSeconds(30);

    static final List<CrashPoint> POINTS = Stream.of(Plan.SWITCHOVER, Plan.FAILOVER)
            .flatMap(plan -> CrashPoint.of(plan).stream())
            .toList();

    @Override
    public String name() {
        return "kill-controller";
    }

    @Override
    public String sentence() {
        return "kill -9 of the controller: idle in round 1, then at each step of a switchover and of a failover ("
                + POINTS.size() + " points, or --crash-at POINT): restarted, it goes on or rolls back";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED);
    }

    @Override
    public Incident strike(Scene scene) {
        if (scene.stage().options().crashAt().isPresent()) {
            return crash(
                    scene, CrashPoint.parse(scene.stage().options().crashAt().get()));
        }
        return scene.number() == 1
                ? KillAgent.kill(scene, DoomedController.CONTROLLER, LOOK)
                : crash(scene, POINTS.get((scene.number() - 2) % POINTS.size()));
    }

    private static Incident crash(Scene scene, CrashPoint point) {
        Path log = scene.stage().scratch().resolve("doomed-controller.log");
        DoomedController doomed = new DoomedController(scene.stage().site(), point.name(), log);
        scene.stage().faults().inject(doomed);
        if (!Wait.until(UP_BOUND, () -> wholeAgain(scene))) {
            throw new DrillFailure(
                    "the controller that was to die at " + point.name() + " did not come up; see " + log);
        }
        List<String> reasons = new ArrayList<>();
        Incident incident = point.setOffBySwitchover() ? switchover(scene) : killPrimary(scene);
        if (doomed.awaitDeath(DEATH_BOUND)) {
            scene.stage().log().accept("the controller died at " + point.name());
        } else {
            reasons.add("the controller never came to " + point.name());
        }
        scene.stage().faults().heal(doomed);
        if (!scene.awaitWritesAfter(System.nanoTime())) {
            reasons.add("no write was acknowledged within " + Scene.WRITABLE_BOUND.toSeconds()
                    + " s after the controller was back");
        }
        return incident.failing(reasons);
    }

    private static boolean wholeAgain(Scene scene) {
        return scene.stage().cluster().state().filter(state -> state.whole()).isPresent();
    }

    private static Incident switchover(Scene scene) {
        long at = System.nanoTime();
        try {
            scene.stage().cluster().switchover();
        } catch (Failed controllerDiedBeforeItAnswered) {
            scene.stage().log().accept("switchover: " + controllerDiedBeforeItAnswered.sentence());
        }
        return Incident.of("the controller dies in a switchover", at);
    }

    private static Incident killPrimary(Scene scene) {
        String primary = scene.primary();
        KillProcess kill =
                new KillProcess("mysqld of " + primary, scene.mysqld(primary).pid());
        long at = System.nanoTime();
        scene.stage().faults().inject(kill);
        DeadBinlog dead = KillPrimary.keepBinlog(scene, primary);
        return Incident.of("the controller dies in the failover after " + kill.sentence(), at)
                .hit(primary)
                .left(dead);
    }
}
