package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.FillDisk;
import java.time.Duration;
import java.util.List;

/** A replica's disk is full. It is named and no candidate; the primary and its clients do not notice. */
final class FillReplica implements Drill {
    private static final Duration NAMED_BOUND = Duration.ofSeconds(5);
    /** For what was written while MySQL waited, under the load that goes on. */
    private static final Duration CATCH_UP_BOUND = Duration.ofMinutes(2);

    private static final Duration STAYS = Duration.ofSeconds(15);

    /** An applier that met "table is full" is started again by the controller, every 5 s. */
    private static final Duration STARTED_AGAIN_BOUND = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "fill-replica";
    }

    @Override
    public String sentence() {
        return "a replica's disk is full for " + STAYS.toSeconds()
                + " s: it is named and no candidate, no failover, no failed"
                + " write; it comes back when there is room again. Needs three servers, and root: it mounts a disk of its own";
    }

    @Override
    public List<Promise> promises() {
        return List.of(
                Promise.NO_FAILOVER,
                Promise.NO_FAILED_WRITE,
                Promise.NONE_REFUSED,
                Promise.NONE_FAILED,
                Promise.gapMax(1000));
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Duration wholeWithin() {
        return Disks.FULL_DISK_WHOLE_BOUND.plus(CATCH_UP_BOUND);
    }

    @Override
    public ClusterState prepare(Stage stage, ClusterState whole) {
        if (whole.servers().size() < 3) {
            throw new DrillFailure(
                    "the only acker's disk is the primary's trouble too: this drill needs three servers");
        }
        return OwnDisk.ofAReplica(stage, whole);
    }

    @Override
    public Incident strike(Scene scene) {
        FillDisk full = new FillDisk(OwnDisk.in(scene.stage()), 0);
        String replica = full.disk().server();
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(full);
        symptoms.await("disk_critical", NAMED_BOUND);
        symptoms.demand(
                Wait.until(
                        NAMED_BOUND,
                        () -> scene.stage().cluster().blockers(replica).contains("disk_critical")),
                replica + " is not barred as disk_critical");
        Wait.forA(STAYS);
        symptoms.demandSamePrimary(full.sentence());
        scene.stage().faults().heal(full);
        symptoms.demand(
                Wait.until(
                        STARTED_AGAIN_BOUND,
                        () -> !scene.stage().cluster().blockers(replica).contains("applier_broken")),
                "the applier of " + replica + " was not started again when there was room");
        return Incident.of(full.sentence(), at).hit(replica).failing(symptoms.missed());
    }
}
