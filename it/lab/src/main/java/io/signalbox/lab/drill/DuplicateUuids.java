package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.DuplicateUuid;
import java.time.Duration;
import java.util.List;

/** Two replicas have one server_uuid: the source ends the connection of the one whenever the other connects. */
final class DuplicateUuids implements Drill {
    /** An agent looks every 30 s, and when its mysqld begins to answer. */
    private static final Duration NAMED_BOUND = Duration.ofSeconds(40);

    private static final String FINDING = "server_uuid";

    @Override
    public String name() {
        return "duplicate-uuid";
    }

    @Override
    public String sentence() {
        return "a replica has the server_uuid of another: the doctor names it, no failover, nothing lost; well again when it has its"
                + " own. Needs three servers";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NO_FAILOVER, Promise.NONE_REFUSED, Promise.NONE_FAILED);
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Incident strike(Scene scene) {
        if (scene.replicas().size() < 2) {
            throw new DrillFailure("two replicas are needed: this drill needs three servers");
        }
        String replica = scene.replicas().getLast();
        DuplicateUuid twice = new DuplicateUuid(
                scene.stage().site(), replica, scene.replicas().getFirst());
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(twice);
        symptoms.demand(
                Wait.until(NAMED_BOUND, () -> scene.stage().cluster().findings().contains(FINDING)),
                "the doctor did not say " + FINDING + " within " + NAMED_BOUND.toSeconds() + " s");
        symptoms.demandSamePrimary(twice.sentence());
        scene.stage().faults().heal(twice);
        return Incident.of(twice.sentence(), at).hit(replica).failing(symptoms.missed());
    }
}
