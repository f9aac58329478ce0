package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.FillDisk;
import io.signalbox.lab.fault.SmallDisk;
import java.time.Duration;
import java.util.List;

/** The primary's disk fills: first there is a warning and nothing else, then it is full. */
final class FillPrimary implements Drill {
    /** Below a tenth, and not yet critical. */
    private static final int WARNED_PERCENT = 8;

    private static final Duration NAMED_BOUND = Duration.ofSeconds(5);
    /** Longer than a wrong decision would need. */
    private static final Duration LOOK = Duration.ofSeconds(3);
    /** The disk stays full for so long after another server has begun. */
    private static final Duration STAYS = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "fill-primary";
    }

    @Override
    public String sentence() {
        return "the primary's disk has " + WARNED_PERCENT
                + " % left: an alert, no failover; then it is full: another server takes"
                + " over, the old one comes back when there is room again. Needs root: it mounts a disk of its own";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED, Promise.ONE_FAILOVER_A_ROUND, Promise.gapMax(2000));
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Duration wholeWithin() {
        return Disks.FULL_DISK_WHOLE_BOUND;
    }

    @Override
    public ClusterState prepare(Stage stage, ClusterState whole) {
        return OwnDisk.ofThePrimary(stage, whole);
    }

    @Override
    public Incident strike(Scene scene) {
        String uuid = scene.primaryUuid();
        SmallDisk disk = OwnDisk.in(scene.stage());
        FillDisk nearly = new FillDisk(disk, WARNED_PERCENT);
        FillDisk full = new FillDisk(disk, 0);
        Symptoms symptoms = new Symptoms(scene);
        scene.stage().faults().inject(nearly);
        symptoms.await("disk_fills", NAMED_BOUND);
        Wait.forA(LOOK);
        symptoms.demandSamePrimary(nearly.sentence());
        long at = System.nanoTime();
        scene.stage().faults().inject(full);
        symptoms.demand(
                scene.awaitAnotherWriter(uuid),
                "no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        Wait.forA(STAYS);
        symptoms.demandCause("disk");
        scene.stage().faults().heal(full);
        scene.stage().faults().heal(nearly);
        return Incident.of(full.sentence(), at).hit(scene.primary()).failing(symptoms.missed());
    }
}
