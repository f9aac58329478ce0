package io.signalbox.lab.drill;

import io.signalbox.controller.core.plan.Plan;
import io.signalbox.lab.cluster.Controllers;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.DoomedController;
import io.signalbox.lab.fault.HoldDown;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.report.CrashReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * On a site with three controllers: the leader dies at the begin of each step of a failover, one step a round; then while
 * nothing happens; then not at all. Another one takes over, and ends what was begun.
 */
final class KillLeader implements Drill {
    /** What the death may add to a failover: the lease, and half a second until it is noticed and office is taken. */
    static final Duration MOST_ADDED = Duration.ofMillis(1500);

    /** From the death of an idle leader until another is in office. */
    static final Duration MOST_IDLE = Duration.ofMillis(2500);

    private static final Duration BOUND = Duration.ofSeconds(30);

    private static final List<Stop> WALK = Stream.concat(
                    Stop.WALK.stream()
                            .filter(stop ->
                                    stop instanceof Stop.At at && at.point().plan() == Plan.FAILOVER),
                    Stream.of(new Stop.Idle(), new Stop.Undisturbed(Plan.FAILOVER)))
            .toList();

    @Override
    public String name() {
        return "kill-leader";
    }

    @Override
    public String sentence() {
        return "of three controllers the leader dies at each step of a failover, one a round, then idle, then not at all ("
                + WALK.size() + " rounds; or --crash-at POINT): another one takes over and ends what was begun";
    }

    @Override
    public List<Promise> promises() {
        return List.of(
                Promise.NONE_REFUSED,
                Promise.addedGapMax((double) MOST_ADDED.toMillis()),
                Promise.idleTakeoverMax((double) MOST_IDLE.toMillis()));
    }

    @Override
    public int usualRounds() {
        return WALK.size();
    }

    @Override
    public Incident strike(Scene scene) {
        Optional<String> only = scene.stage().options().crashAt();
        Stop stop = only.isPresent()
                ? new Stop.At(CrashPoint.parse(only.get()))
                : WALK.get((scene.number() - 1) % WALK.size());
        Controllers controllers = scene.stage().controllers();
        return switch (stop) {
            case Stop.At at ->
                KillController.crash(scene, at.point(), point -> doomTheLeader(scene, controllers, point));
            case Stop.Idle idle -> idle(scene, controllers);
            case Stop.Undisturbed alone -> KillController.undisturbed(scene, alone.plan());
        };
    }

    /** The others are away until the one that will die leads: no lease passes to it otherwise. */
    private static DoomedController doomTheLeader(Scene scene, Controllers controllers, CrashPoint point) {
        String leader = leader(controllers);
        HoldDown others = new HoldDown(
                scene.stage().site(),
                controllers.processes().stream().filter(p -> !p.equals(leader)).toList());
        scene.stage().faults().inject(others);
        Path log = scene.stage().scratch().resolve("doomed-leader.log");
        DoomedController doomed = new DoomedController(scene.stage().site(), leader, point.name(), log);
        scene.stage().faults().inject(doomed);
        require(
                Wait.until(BOUND, () -> controllers.leads(leader)),
                "the copy that was to die did not come to lead; see " + log);
        scene.stage().faults().heal(others);
        require(Wait.until(BOUND, controllers::allReady), "the other controllers did not come back");
        require(Wait.until(BOUND, () -> KillController.wholeAgain(scene)), "the site is not whole");
        return doomed;
    }

    private static Incident idle(Scene scene, Controllers controllers) {
        require(Wait.until(BOUND, controllers::allReady), "not every controller is ready");
        String leader = leader(controllers);
        KillProcess kill =
                new KillProcess(leader, scene.stage().site().pid(leader).orElseThrow());
        long at = System.nanoTime();
        scene.stage().faults().inject(kill);
        Optional<Double> taken = takenOver(controllers, leader, at);
        Incident incident = Incident.of(kill.sentence(), at)
                .crashed(new CrashReport(KillController.IDLE, KillController.IDLE, true, taken));
        return taken.isPresent() ? incident : incident.failing(List.of("no other controller took over"));
    }

    /** When another one than {@code before} was in office, in milliseconds after {@code nanos}. */
    static Optional<Double> takenOver(Controllers controllers, String before, long nanos) {
        boolean taken = Wait.until(
                BOUND, () -> controllers.processes().stream().anyMatch(p -> !p.equals(before) && controllers.leads(p)));
        return taken ? Optional.of(Math.round((System.nanoTime() - nanos) / 1e5) / 10.0) : Optional.empty();
    }

    static String leader(Controllers controllers) {
        require(controllers.processes().size() > 1, "this needs a site with three controllers: up --controllers 3");
        require(Wait.until(BOUND, () -> controllers.leader().isPresent()), "no controller leads");
        return controllers.leader().orElseThrow(() -> new DrillFailure("the leader went away by itself"));
    }

    private static void require(boolean so, String otherwise) {
        if (!so) {
            throw new DrillFailure(otherwise);
        }
    }
}
