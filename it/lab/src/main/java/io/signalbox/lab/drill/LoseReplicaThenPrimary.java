package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.HoldDown;
import io.signalbox.lab.fault.KillProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A replica and its agent die and stay down until the replica is counted on no longer; then the primary is killed. Two of three
 * servers are lost, one after the other, and the last one has everything.
 */
final class LoseReplicaThenPrimary implements Drill {
    /** Until the lost replica has left; {@code leaveAfter} is part of it. */
    private static final Duration LEAVE_BOUND = Duration.ofSeconds(40);

    @Override
    public String name() {
        return "lose-replica-then-primary";
    }

    @Override
    public String sentence() {
        return "a replica and its agent are killed and kept down until it has left, then kill -9 of the primary's mysqld: the last"
                + " server takes over, nothing acknowledged is lost. Needs three servers";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED);
    }

    @Override
    public Incident strike(Scene scene) {
        String primary = scene.primary();
        String uuid = scene.primaryUuid();
        if (scene.replicas().size() < 2) {
            throw new DrillFailure("with one replica nobody would be left: this drill needs three servers");
        }
        String replica = scene.replicas().getLast();
        List<String> reasons = new ArrayList<>();
        HoldDown agent = new HoldDown(scene.stage().site(), List.of(replica + "/agent"));
        scene.stage().faults().inject(agent);
        long lost = System.nanoTime();
        scene.stage()
                .faults()
                .inject(new KillProcess(
                        "mysqld of " + replica, scene.mysqld(replica).pid()));
        if (!Wait.until(LEAVE_BOUND, () -> left(scene, replica))) {
            reasons.add(replica + " did not leave within " + LEAVE_BOUND.toSeconds() + " s");
        }
        Duration leftAfter = Duration.ofNanos(System.nanoTime() - lost);
        long at = System.nanoTime();
        KillProcess kill =
                new KillProcess("mysqld of " + primary, scene.mysqld(primary).pid());
        scene.stage().faults().inject(kill);
        if (!scene.awaitAnotherWriter(uuid)) {
            reasons.add("no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        }
        scene.stage().faults().heal(agent);
        return Incident.of(kill.sentence() + ", after " + replica + " was lost and had left", at)
                .hit(primary)
                .countedFrom(at)
                .failing(reasons)
                .noting(List.of(replica + " left " + leftAfter.toMillis() + " ms after it was lost"));
    }

    private static boolean left(Scene scene, String replica) {
        Optional<ClusterState> state = scene.stage().cluster().state();
        return state.filter(s -> s.proven() && !s.ackers().contains(replica)).isPresent();
    }
}
