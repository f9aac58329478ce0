package io.signalbox.lab.drill;

import io.signalbox.lab.check.Quantiles;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.fault.SlowDisk;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The primary's disk is slow and goes on: slow is not dead. Short stops are not told; long ones are named. */
final class SlowPrimaryDisk implements Drill {
    private static final Duration TIME = Duration.ofSeconds(8);
    /** As the API names it when a write has waited for half a second. */
    private static final String NAMED = "primary_writes_slow";

    /** In which way. */
    private record Way(Duration still, Duration going, boolean named) {}

    private static final List<Way> WAYS = List.of(
            new Way(Duration.ofMillis(60), Duration.ofMillis(40), false),
            new Way(Duration.ofMillis(900), Duration.ofMillis(300), true));

    @Override
    public String name() {
        return "slow-primary-disk";
    }

    @Override
    public String sentence() {
        return "the primary's disk stands still for 60 ms of each 100 (odd rounds), or 900 ms of each 1200 (even rounds): writes wait, no"
                + " failover, no failed write; " + NAMED
                + " in even rounds. Needs root: it mounts a disk of its own";
    }

    @Override
    public List<Promise> promises() {
        return List.of(
                Promise.NO_FAILOVER,
                Promise.NO_FAILED_WRITE,
                Promise.NONE_REFUSED,
                Promise.NONE_FAILED,
                Promise.gapMax(2500));
    }

    @Override
    public int usualRounds() {
        return 2 * WAYS.size();
    }

    @Override
    public ClusterState prepare(Stage stage, ClusterState whole) {
        return OwnDisk.ofThePrimary(stage, whole);
    }

    @Override
    public Incident strike(Scene scene) {
        Way way = WAYS.get((scene.number() - 1) % WAYS.size());
        SlowDisk slow = new SlowDisk(OwnDisk.in(scene.stage()), way.still(), way.going());
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(slow);
        Set<String> seen = symptoms.shownWithin(TIME);
        Quantiles took = symptoms.writeMillis(at);
        symptoms.demand(
                took.max() >= way.still().toMillis(),
                "no write waited for the disk: the longest took " + took.max() + " ms");
        symptoms.demandSamePrimary(slow.sentence());
        symptoms.demand(
                !way.named() || seen.contains(NAMED),
                "the API did not say " + NAMED + " within " + TIME.toSeconds() + " s");
        scene.stage().faults().heal(slow);
        return Incident.of(slow.sentence(), at)
                .failing(symptoms.missed())
                .noting(List.of(String.format(
                        Locale.ROOT,
                        "a write took %.0f ms as a rule, %.0f ms at most; the API said %s",
                        took.p50(),
                        took.max(),
                        seen.isEmpty() ? "nothing" : seen)));
    }
}
