package io.signalbox.lab.drill;

import io.signalbox.lab.fault.CutLinks;
import io.signalbox.lab.fault.HoldDown;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.tail.DeadBinlog;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;

/**
 * The primary's host is gone: its address swallows every packet, its mysqld, agent and web server are killed in the same moment
 * and stay down. Nobody is left to be asked. When it is back, it comes back as a replica.
 */
final class LoseHost implements Drill {
    @Override
    public String name() {
        return "lose-host";
    }

    @Override
    public String sentence() {
        return "the primary's host is lost (mysqld, agent and web server killed, every packet swallowed): another server takes over"
                + " within two seconds without its consent, it comes back as a replica";
    }

    @Override
    public List<Promise> promises() {
        return List.of(
                Promise.NONE_REFUSED, Promise.ONE_FAILOVER_A_ROUND, Promise.gapMax(2000), Promise.rejoinMax(30_000));
    }

    @Override
    public int usualRounds() {
        return 10;
    }

    @Override
    public Incident strike(Scene scene) {
        String primary = scene.primary();
        String uuid = scene.primaryUuid();
        ProcessIdentity mysqld = scene.mysqld(primary);
        CutLinks host = scene.everythingAround(primary);
        HoldDown down = new HoldDown(scene.stage().site(), List.of(primary + "/agent", primary + "/web"));
        List<String> reasons = new ArrayList<>();
        long at = System.nanoTime();
        scene.stage().faults().inject(host);
        scene.stage().faults().inject(new KillProcess("mysqld of " + primary, mysqld.pid()));
        scene.stage().faults().inject(down);
        DeadBinlog dead = KillPrimary.keepBinlog(scene, primary);
        if (!scene.awaitAnotherWriter(uuid)) {
            reasons.add("no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        }
        scene.stage().faults().heal(host);
        scene.stage().faults().heal(down);
        return Incident.of("the host of " + primary + " is lost", at)
                .hit(primary)
                .left(dead)
                .failing(reasons)
                .countedFrom(at);
    }
}
