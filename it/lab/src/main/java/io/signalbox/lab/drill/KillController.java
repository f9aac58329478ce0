package io.signalbox.lab.drill;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.DoomedController;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.report.CrashReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The controller dies at the begin of each step of a switchover, then of a failover, one step a round; then while nothing happens.
 * Started again by its supervisor, it goes on or rolls back. The last rounds leave it alone, for comparison.
 */
final class KillController implements Drill {
    private static final Duration LOOK = Duration.ofSeconds(3);
    /** Until a started controller leads. */
    private static final Duration UP_BOUND = Duration.ofSeconds(30);
    /** From what sets the plan off until the point is reached. */
    static final Duration DEATH_BOUND = Duration.ofSeconds(30);
    /** From the controller's return until what was asked for has ended. */
    private static final Duration END_BOUND = Duration.ofSeconds(20);

    static final String IDLE = "idle";

    @Override
    public String name() {
        return "kill-controller";
    }

    @Override
    public String sentence() {
        return "the controller dies at each step of a switchover and of a failover, one a round, then idle, then not at all ("
                + Stop.WALK.size() + " rounds; or --crash-at POINT): started again, it goes on or rolls back";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED);
    }

    @Override
    public int usualRounds() {
        return Stop.WALK.size();
    }

    @Override
    public Incident strike(Scene scene) {
        return switch (stop(scene)) {
            case Stop.At at -> crash(scene, at.point(), point -> doom(scene, point));
            case Stop.Idle idle -> idle(scene);
            case Stop.Undisturbed alone -> undisturbed(scene, alone.plan());
        };
    }

    private static Stop stop(Scene scene) {
        Optional<String> only = scene.stage().options().crashAt();
        return only.isPresent()
                ? new Stop.At(CrashPoint.parse(only.get()))
                : Stop.WALK.get((scene.number() - 1) % Stop.WALK.size());
    }

    private static Incident idle(Scene scene) {
        Incident incident = KillAgent.kill(scene, DoomedController.CONTROLLER, LOOK);
        return incident.crashed(new CrashReport(IDLE, IDLE, incident.reasons().isEmpty(), Optional.empty()));
    }

    static Incident undisturbed(Scene scene, Plan plan) {
        Begun begun = begin(scene, plan);
        List<String> reasons = new ArrayList<>();
        begun.operation().ifPresent(operation -> awaitEnd(scene, operation, reasons));
        awaitWrites(scene, reasons);
        return begun.incident()
                .crashed(new CrashReport(plan.word(), "", false, Optional.empty()))
                .failing(reasons);
    }

    /** @param doom puts a controller in place that will die there, and waits until the site is whole again */
    static Incident crash(Scene scene, CrashPoint point, Function<CrashPoint, DoomedController> doom) {
        DoomedController doomed = doom.apply(point);
        Begun begun = begin(scene, point.plan());
        List<String> reasons = new ArrayList<>();
        Optional<Long> death = doomed.awaitDeathAtItsPoint(DEATH_BOUND);
        Optional<Double> back = death.flatMap(at -> awaitReturn(scene, at));
        if (death.isEmpty()) {
            reasons.add("the controller did not die at " + point.name());
        }
        scene.stage().faults().heal(doomed);
        awaitWrites(scene, reasons);
        begun.operation()
                .filter(operation -> !point.isFirst())
                .ifPresent(operation -> awaitEnd(scene, operation, reasons));
        return begun.incident()
                .crashed(new CrashReport(point.plan().word(), point.step(), death.isPresent(), back))
                .failing(reasons);
    }

    static DoomedController doom(Scene scene, CrashPoint point) {
        Path log = scene.stage().scratch().resolve("doomed-controller.log");
        DoomedController doomed =
                new DoomedController(scene.stage().site(), DoomedController.CONTROLLER, point.name(), log);
        scene.stage().faults().inject(doomed);
        if (!Wait.until(UP_BOUND, () -> wholeAgain(scene))) {
            throw new DrillFailure(
                    "the controller that was to die at " + point.name() + " did not come up; see " + log);
        }
        return doomed;
    }

    static boolean wholeAgain(Scene scene) {
        return scene.stage().cluster().state().filter(ClusterState::whole).isPresent();
    }

    private static Optional<Double> awaitReturn(Scene scene, long deathNanos) {
        boolean back =
                Wait.until(UP_BOUND, () -> scene.stage().cluster().state().isPresent());
        return back ? Optional.of(Math.round((System.nanoTime() - deathNanos) / 1e5) / 10.0) : Optional.empty();
    }

    private static void awaitWrites(Scene scene, List<String> reasons) {
        if (!scene.awaitWritesAfter(System.nanoTime())) {
            reasons.add("no write was acknowledged within " + Scene.WRITABLE_BOUND.toSeconds()
                    + " s after the controller was back");
        }
    }

    private static void awaitEnd(Scene scene, String operation, List<String> reasons) {
        if (!Wait.until(END_BOUND, () -> scene.stage().cluster().hasEnded(operation))) {
            reasons.add("nothing is known of the end of " + operation + " after " + END_BOUND.toSeconds() + " s");
        }
    }

    /** @param operation empty if nobody asked for anything, or the controller died before it could answer */
    private record Begun(Incident incident, Optional<String> operation) {}

    private static Begun begin(Scene scene, Plan plan) {
        return plan == Plan.SWITCHOVER || plan == Plan.ROLLBACK ? switchover(scene) : killPrimary(scene);
    }

    private static Begun switchover(Scene scene) {
        Incident incident = Incident.of("switchover", System.nanoTime());
        try {
            return new Begun(incident, Optional.of(scene.stage().cluster().switchover()));
        } catch (Failed controllerDiedBeforeItAnswered) {
            scene.stage().log().accept("switchover: " + controllerDiedBeforeItAnswered.sentence());
            return new Begun(incident, Optional.empty());
        }
    }

    private static Begun killPrimary(Scene scene) {
        String primary = scene.primary();
        KillProcess kill =
                new KillProcess("mysqld of " + primary, scene.mysqld(primary).pid());
        Incident incident = Incident.of(kill.sentence(), System.nanoTime()).hit(primary);
        scene.stage().faults().inject(kill);
        return new Begun(incident.left(KillPrimary.keepBinlog(scene, primary)), Optional.empty());
    }
}
