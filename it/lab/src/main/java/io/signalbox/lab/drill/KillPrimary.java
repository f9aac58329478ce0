package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.CutLinks;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.tail.DeadBinlog;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code kill -9} of the primary's mysqld. Where its links are cut a moment before, every writer has a commit waiting that no
 * replica has; only the links of the primary are cut, so that the replicas can acknowledge to each other, and they stay cut until
 * another server acknowledges: what the dead process left in the kernel must not arrive after all.
 */
final class KillPrimary implements Drill {
    @Override
    public String name() {
        return "kill-primary";
    }

    @Override
    public String sentence() {
        return "kill -9 of the primary's mysqld, in half of the rounds behind cut replication links: another server takes over,"
                + " nothing acknowledged is lost, the old primary comes back by itself";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED, Promise.gapMedian(200), Promise.gapMax(600), Promise.rejoinMax(15_000));
    }

    @Override
    public Incident strike(Scene scene) {
        String primary = scene.primary();
        String uuid = scene.primaryUuid();
        ProcessIdentity mysqld = scene.mysqld(primary);
        boolean cut = scene.stage().options().linkCut().in(scene.number());
        CutLinks links = links(scene);
        if (cut) {
            scene.stage().faults().inject(links);
            Wait.forA(LinkCut.MOMENT);
        }
        KillProcess kill = new KillProcess("mysqld of " + primary, mysqld.pid());
        long at = System.nanoTime();
        scene.stage().faults().inject(kill);
        DeadBinlog dead = keepBinlog(scene, primary);
        List<String> reasons = new ArrayList<>();
        if (!scene.awaitAnotherWriter(uuid)) {
            reasons.add("no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        }
        scene.stage().faults().heal(links);
        Incident incident = Incident.of(kill.sentence() + (cut ? ", its links cut before" : ""), at)
                .hit(primary)
                .left(dead)
                .failing(reasons);
        return cut ? incident.countedFrom(at) : incident;
    }

    static CutLinks links(Scene scene) {
        return new CutLinks(
                scene.primary(),
                scene.host(scene.primary()),
                scene.replicas().stream().map(scene::host).toList());
    }

    static DeadBinlog keepBinlog(Scene scene, String server) {
        return DeadBinlog.keep(
                server,
                scene.stage().site().layout().dataDir(server),
                scene.stage().site().layout().tails(server),
                scene.stage().scratch());
    }
}
