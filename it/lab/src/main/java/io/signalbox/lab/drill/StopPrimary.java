package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.DoomedController;
import io.signalbox.lab.fault.EndInOrder;
import io.signalbox.lab.fault.OrderlyEnd;
import java.time.Duration;
import java.util.List;

/**
 * The primary's mysqld ends in order. By hand (odd rounds) that is a death as any other: another server takes over. By Signalbox's own
 * word (even rounds: an orderly end that its controller's death cuts short) it is meant, and nobody takes over. When its agent is started
 * again it comes back; while that takes more than a second, its host is lost, and another may take over.
 */
final class StopPrimary implements Drill {
    /** Just after the primary was stopped. */
    private static final String POINT = "shutdown.stop-replicas.begun";

    private static final Duration NAMED_BOUND = Duration.ofSeconds(30);
    /** Longer than a wrong decision would need. */
    private static final Duration STAYS = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "stop-primary";
    }

    @Override
    public String sentence() {
        return "the primary's mysqld is told to end (kill -TERM, as systemctl stop): another server takes over, nothing is lost, it comes"
                + " back; in even rounds Signalbox's own orderly end is cut short when the primary is stopped: named, no failover; well when"
                + " its agent is started again";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED, Promise.rejoinMax(40_000));
    }

    @Override
    public int usualRounds() {
        return 4;
    }

    @Override
    public Incident strike(Scene scene) {
        return scene.number() % 2 == 1 ? byHand(scene) : bySignalbox(scene);
    }

    private static Incident byHand(Scene scene) {
        String primary = scene.primary();
        String uuid = scene.primaryUuid();
        EndInOrder end = new EndInOrder("mysqld of " + primary, scene.mysqld(primary));
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(end);
        symptoms.demand(
                scene.awaitAnotherWriter(uuid),
                "no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        return Incident.of(end.sentence(), at).hit(primary).failing(symptoms.missed());
    }

    private static Incident bySignalbox(Scene scene) {
        String uuid = scene.primaryUuid();
        DoomedController doomed = KillController.doom(scene, CrashPoint.parse(POINT));
        OrderlyEnd end = new OrderlyEnd(scene.stage().site(), scene.stage().cluster());
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(end);
        symptoms.demand(
                doomed.awaitDeathAtItsPoint(KillController.DEATH_BOUND).isPresent(),
                "the controller did not die at " + POINT);
        scene.stage().faults().heal(doomed);
        symptoms.await("primary_stopped_on_purpose", NAMED_BOUND);
        Wait.forA(STAYS);
        symptoms.demandNoWriterBut(uuid);
        symptoms.demandSamePrimary("it was stopped on purpose");
        scene.stage().faults().heal(end);
        symptoms.demand(
                scene.awaitWritesAfter(System.nanoTime()),
                "no write was acknowledged within " + Scene.WRITABLE_BOUND.toSeconds() + " s after it was started");
        return Incident.of(end.sentence() + ", and the controller dies when the primary is stopped", at)
                .failing(symptoms.missed());
    }
}
