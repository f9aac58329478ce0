package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.CutLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The primary lives, and is cut off from the controller, the other servers and the proxy; clients beside it still reach it. It can
 * acknowledge nothing any more, and another server takes over.
 */
final class CutPrimary implements Drill {
    /** Clients beside the old primary go on trying for so long after the new one has begun. */
    private static final Duration APART = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "cut-primary";
    }

    @Override
    public String sentence() {
        return "the primary is cut off from controller, servers and proxy, but lives: another server takes over within two seconds,"
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
        CutLinks host = scene.everythingAround(primary);
        List<String> reasons = new ArrayList<>();
        long at = System.nanoTime();
        scene.stage().faults().inject(host);
        if (!scene.awaitAnotherWriter(uuid)) {
            reasons.add("no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        }
        Wait.forA(APART);
        scene.stage().faults().heal(host);
        return Incident.of(host.sentence(), at).hit(primary).failing(reasons).countedFrom(at);
    }
}
