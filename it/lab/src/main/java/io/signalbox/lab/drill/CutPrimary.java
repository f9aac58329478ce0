package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.CutOneWay;
import io.signalbox.lab.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The primary lives, and its links to the controller, the other servers and the proxy are cut, both ways or one; clients beside it
 * still reach it. It can acknowledge nothing any more, as an acknowledgement needs both ways, and another server takes over.
 */
final class CutPrimary implements Drill {
    static final List<Drill> DRILLS = List.of(
            new CutPrimary(
                    "cut-primary", "is cut off from controller, servers and proxy, but lives", Scene::everythingAround),
            new CutPrimary(
                    "deaf-primary",
                    "hears nothing of controller, servers and proxy, which hear it",
                    (scene, primary) -> CutOneWay.deaf(primary, scene.host(primary), scene.everybodyBut(primary))),
            new CutPrimary(
                    "mute-primary",
                    "is not heard by controller, servers and proxy, and hears them",
                    (scene, primary) -> CutOneWay.mute(primary, scene.host(primary), scene.everybodyBut(primary))));

    /** Clients beside the old primary go on trying for so long after the new one has begun. */
    private static final Duration APART = Duration.ofSeconds(3);

    private final String name;
    private final String what;
    private final BiFunction<Scene, String, Fault> cut;

    private CutPrimary(String name, String what, BiFunction<Scene, String, Fault> cut) {
        this.name = name;
        this.what = what;
        this.cut = cut;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String sentence() {
        return "the primary " + what + ": another server takes over within two seconds,"
                + " the old one acknowledges nothing and comes back as a replica";
    }

    @Override
    public List<Promise> promises() {
        return List.of(
                Promise.NONE_REFUSED, Promise.ONE_FAILOVER_A_ROUND, Promise.gapMax(2000), Promise.rejoinMax(40_000));
    }

    @Override
    public int usualRounds() {
        return 10;
    }

    @Override
    public Incident strike(Scene scene) {
        String primary = scene.primary();
        String uuid = scene.primaryUuid();
        Fault fault = cut.apply(scene, primary);
        List<String> reasons = new ArrayList<>();
        long at = System.nanoTime();
        scene.stage().faults().inject(fault);
        if (!scene.awaitAnotherWriter(uuid)) {
            reasons.add("no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        }
        Wait.forA(APART);
        scene.stage().faults().heal(fault);
        return Incident.of(fault.sentence(), at).hit(primary).failing(reasons).countedFrom(at);
    }
}
