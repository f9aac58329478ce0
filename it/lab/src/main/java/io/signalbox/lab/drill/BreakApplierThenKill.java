package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.BreakApplier;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.fault.Operator;
import java.time.Duration;
import java.util.List;

/** A replica's applier is broken, then the primary dies: the replica acknowledges what it receives, but it must not be promoted. */
final class BreakApplierThenKill implements Drill {
    /** The new primary's only other acker is the broken one: {@code noAckersAfter}, 3 s, may be part of the write gap. */
    private static final double GAP_MILLIS = 4500;

    private static final Duration NAMED_BOUND = Duration.ofSeconds(5);
    /** It stays broken for so long after another server has begun. */
    private static final Duration STAYS = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "break-applier";
    }

    @Override
    public String sentence() {
        return "a replica's applier stops with an error: it is named and no candidate; then kill -9 of the primary's mysqld: the other"
                + " replica takes over, nothing acknowledged is lost. Needs three servers";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED, Promise.ONE_FAILOVER_A_ROUND, Promise.gapMax(GAP_MILLIS));
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Incident strike(Scene scene) {
        if (scene.replicas().size() < 2) {
            throw new DrillFailure("nobody could take over: this drill needs three servers");
        }
        String primary = scene.primary();
        String uuid = scene.primaryUuid();
        String replica = scene.replicas().getFirst();
        Operator operator = new Operator(scene.stage().site(), replica, scene.host(replica));
        BreakApplier broken = new BreakApplier(operator);
        KillProcess kill =
                new KillProcess("mysqld of " + primary, scene.mysqld(primary).pid());
        Symptoms symptoms = new Symptoms(scene);
        scene.stage().faults().inject(broken);
        symptoms.await("applier_broken", NAMED_BOUND);
        symptoms.demand(
                scene.stage().cluster().blockers(replica).contains("applier_broken"),
                replica + " is not barred as applier_broken");
        long at = System.nanoTime();
        scene.stage().faults().inject(kill);
        symptoms.demand(
                scene.awaitAnotherWriter(uuid),
                "no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        Wait.forA(STAYS);
        symptoms.demand(
                scene.stage()
                        .cluster()
                        .state()
                        .filter(s -> s.primary().equals(replica))
                        .isEmpty(),
                replica + " was promoted with a broken applier");
        scene.stage().faults().heal(broken);
        return Incident.of(broken.sentence() + ", then " + kill.sentence(), at)
                .hit(primary)
                .failing(symptoms.missed());
    }
}
