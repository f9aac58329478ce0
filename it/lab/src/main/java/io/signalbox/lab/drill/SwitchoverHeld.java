package io.signalbox.lab.drill;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.Held;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A planned switchover against a client that holds what the closing waits for. It ends in time, done or as it was before, and nothing
 * of it comes true later, when the client lets go.
 */
final class SwitchoverHeld implements Drill {
    /** {@code switchoverDeadline} is 10 s; the roll-back comes after it. */
    private static final Duration END_BOUND = Duration.ofSeconds(15);
    /** Longer than what was given up could take, had it not been. */
    private static final Duration LOOK = Duration.ofSeconds(3);

    private static final Set<String> ENDS = Set.of("done", "rolled_back", "refused");

    @Override
    public String name() {
        return "switchover-held";
    }

    @Override
    public String sentence() {
        return "a planned switchover against a client that has a table locked, a metadata lock, a long statement, an open transaction"
                + " (in turn): done or rolled back within " + END_BOUND.toSeconds()
                + " s, nothing fires late, writers go on";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED, Promise.ONE_FAILOVER_A_ROUND, Promise.gapMax(4000));
    }

    @Override
    public int usualRounds() {
        return 2 * Held.Way.values().length;
    }

    @Override
    public Incident strike(Scene scene) {
        Held.Way[] ways = Held.Way.values();
        Held held = new Held(
                ways[(scene.number() - 1) % ways.length],
                scene.stage().doors().write(),
                scene.stage().doors().account());
        Symptoms symptoms = new Symptoms(scene);
        scene.stage().faults().inject(held);
        long at = System.nanoTime();
        String end = switchover(scene, symptoms);
        symptoms.demand(
                scene.awaitWritesAfter(System.nanoTime()),
                "no write was acknowledged within " + Scene.WRITABLE_BOUND.toSeconds() + " s after the switchover was "
                        + end);
        String primary = primary(scene);
        symptoms.demand(
                end.equals("done") != primary.equals(scene.primary()),
                "it was " + end + ", and " + primary + " is primary");
        boolean told = held.way() == Held.Way.OPEN_TRANSACTION && held.commits();
        scene.stage().faults().heal(held);
        Wait.forA(LOOK);
        symptoms.demand(primary(scene).equals(primary), "the primary changed when the client let go");
        symptoms.demand(scene.awaitWritesAfter(System.nanoTime()), "no write was acknowledged after the client let go");
        if (held.way() == Held.Way.OPEN_TRANSACTION) {
            symptoms.demand(
                    held.committed() == told,
                    "the client's commit was answered " + told + ", which is not what is there");
        }
        return Incident.of(held.sentence() + "; the switchover was " + end, at)
                .hit(scene.primary())
                .failing(symptoms.missed());
    }

    private static String switchover(Scene scene, Symptoms symptoms) {
        try {
            String operation = scene.stage().cluster().switchover();
            String end = scene.stage()
                    .cluster()
                    .end(operation, END_BOUND, scene.stage().log());
            symptoms.demand(ENDS.contains(end), "the switchover ended as " + end);
            return end;
        } catch (Failed e) {
            scene.stage().log().accept(e.sentence());
            symptoms.demand(
                    e.blockedBy("LONG_TRANSACTION") || e.blockedBy("WRITES_LOCKED"),
                    "the switchover did not end: " + e.sentence());
            return "refused";
        }
    }

    private static String primary(Scene scene) {
        return scene.stage().cluster().state().map(state -> state.primary()).orElse("nobody");
    }
}
