package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.SmallDisk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The primary's disk takes no writes any more, all of a sudden. Another server takes over; the old one comes back when its disk
 * is well.
 *
 * @param gapMillis clients may wait so long, at most
 */
record LoseDisk(String name, String sentence, Function<SmallDisk, Fault> fault, double gapMillis) implements Drill {
    /** The disk stays as it is for so long after another server has begun. */
    private static final Duration STAYS = Duration.ofSeconds(5);

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED, Promise.ONE_FAILOVER_A_ROUND, Promise.gapMax(gapMillis));
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public ClusterState prepare(Stage stage, ClusterState whole) {
        return OwnDisk.ofThePrimary(stage, whole);
    }

    @Override
    public Incident strike(Scene scene) {
        String uuid = scene.primaryUuid();
        Fault what = fault.apply(OwnDisk.in(scene.stage()));
        List<String> reasons = new ArrayList<>();
        long at = System.nanoTime();
        scene.stage().faults().inject(what);
        if (!scene.awaitAnotherWriter(uuid)) {
            reasons.add("no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        }
        Wait.forA(STAYS);
        List<String> notes = scene.stage().cluster().receiptsAfter(scene.start().epoch()).stream()
                .map(receipt -> "the cause: " + receipt.cause())
                .toList();
        scene.stage().faults().heal(what);
        return Incident.of(what.sentence(), at)
                .hit(scene.primary())
                .failing(reasons)
                .noting(notes);
    }
}
