package io.signalbox.lab.drill;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Controllers;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.FaultFailure;
import io.signalbox.lab.fault.FreezeProcess;
import io.signalbox.lab.report.CrashReport;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * On a site with three controllers: the leader stands still in the middle of a switchover, each round at another moment of
 * it, for longer than its lease; another one takes over and ends it; then the first wakes up. What it had still in hand must
 * have no effect.
 */
final class PauseLeader implements Drill {
    private static final int MOMENTS = 400;
    private static final int STRIDE = 37;
    private static final Duration END_BOUND = Duration.ofSeconds(20);
    /** For whatever a woken leader had still in hand to arrive somewhere. */
    private static final Duration LATE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "pause-leader";
    }

    @Override
    public String sentence() {
        return "of three controllers the leader stands still in the middle of a switchover (kill -STOP), another takes over and ends it,"
                + " the first wakes up: it follows, and nothing that it had in hand has an effect";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED);
    }

    @Override
    public int usualRounds() {
        return 5;
    }

    @Override
    public Incident strike(Scene scene) {
        Controllers controllers = scene.stage().controllers();
        String leader = KillLeader.leader(controllers);
        OldTokens tokens = new OldTokens(scene.stage().site().describe());
        long before = tokens.refused();
        Incident incident = Incident.of(leader + " stands still in a switchover", System.nanoTime());
        List<String> reasons = new ArrayList<>();
        begin(scene).ifPresent(reasons::add);
        Wait.forA(Duration.ofMillis((long) scene.number() * STRIDE % MOMENTS));
        FreezeProcess freeze = new FreezeProcess(leader, identity(scene, leader));
        long at = System.nanoTime();
        scene.stage().faults().inject(freeze);
        Optional<Double> taken = KillLeader.takenOver(controllers, leader, at);
        if (taken.isEmpty()) {
            reasons.add("no other controller took over");
        }
        if (!scene.awaitWritesAfter(System.nanoTime())) {
            reasons.add("no write was acknowledged after the takeover");
        }
        scene.stage().faults().heal(freeze);
        Wait.forA(LATE);
        if (!Wait.until(END_BOUND, () -> !controllers.leads(leader) && controllers.allReady())) {
            reasons.add(leader + " does not follow after it woke up");
        }
        String note = String.format(
                Locale.ROOT,
                "taken over after %.0f ms; %d late command(s), each refused by its agent",
                taken.orElse(0.0),
                tokens.refused() - before);
        return incident.crashed(new CrashReport("switchover", "paused", true, taken))
                .failing(reasons)
                .noting(List.of(note));
    }

    /** Why the switchover was not begun, if it was not. */
    private static Optional<String> begin(Scene scene) {
        try {
            String operation = scene.stage().cluster().switchover();
            scene.stage().log().accept("asked for the switchover " + operation);
            return Optional.empty();
        } catch (Failed refused) {
            return Optional.of("the switchover was not begun: " + refused.sentence());
        }
    }

    private static ProcessIdentity identity(Scene scene, String process) {
        return scene.stage()
                .site()
                .pid(process)
                .flatMap(ProcessIdentity::of)
                .orElseThrow(() -> new FaultFailure(process + " does not run."));
    }
}
