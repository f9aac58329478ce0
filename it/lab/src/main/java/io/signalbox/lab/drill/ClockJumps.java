package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.DoomedController;
import io.signalbox.lab.fault.JumpClock;
import io.signalbox.lab.fault.StandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The wall clock of controller or primary's agent is an hour off, and then right again: two jumps, and nothing comes of them. */
final class ClockJumps implements Drill {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration NAMED_BOUND = Duration.ofSeconds(5);

    /** Longer than leaveAfter, isolationAfter and whatever else a wrong clock could bring about by waiting. */
    private static final Duration STAYS = Duration.ofSeconds(12);

    @Override
    public String name() {
        return "jump-clock";
    }

    @Override
    public String sentence() {
        return "the wall clock of the controller, then of the primary's agent, goes an hour ahead and back, an hour back and ahead: no"
                + " failover, no failed write; the controller says that it jumped. Needs libfaketime";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NO_FAILOVER, Promise.NO_FAILED_WRITE, Promise.NONE_REFUSED, Promise.NONE_FAILED);
    }

    @Override
    public int usualRounds() {
        return 4;
    }

    @Override
    public ClusterState prepare(Stage stage, ClusterState whole) {
        library();
        return whole;
    }

    private static Path library() {
        return JumpClock.library()
                .orElseThrow(() -> new DrillFailure("libfaketime is missing: name its library in SIGNALBOX_FAKETIME"));
    }

    @Override
    public Incident strike(Scene scene) {
        boolean controller = scene.number() % 2 == 1;
        String process = controller ? DoomedController.CONTROLLER : scene.primary() + "/agent";
        Duration by = (scene.number() - 1) % 4 < 2 ? HOUR : HOUR.negated();
        Path scratch = scene.stage().scratch();
        Path clock = scratch.resolve("clock-" + scene.number());
        StandIn copy = new StandIn(
                scene.stage().site(),
                process,
                JumpClock.environment(library(), clock),
                scratch.resolve("stand-in.log"));
        JumpClock jump = new JumpClock(process, clock, by);
        Symptoms symptoms = new Symptoms(scene);
        scene.stage().faults().inject(copy);
        scene.stage().awaitWhole(Stage.WHOLE_BOUND, state -> {});
        long at = System.nanoTime();
        scene.stage().faults().inject(jump);
        if (controller) {
            symptoms.await("clock_jumped", NAMED_BOUND);
        }
        Wait.forA(STAYS);
        scene.stage().faults().heal(jump);
        Wait.forA(STAYS);
        symptoms.demandSamePrimary(jump.sentence());
        scene.stage().faults().heal(copy);
        return Incident.of(jump.sentence(), at).failing(symptoms.missed());
    }
}
