package io.signalbox.lab.drill;

import io.signalbox.agents.core.AgentSettings;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.CutLinks;
import io.signalbox.lab.ledger.Outcome;
import io.signalbox.lab.tail.DeadBinlog;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The primary loses the controller, HAProxy and its replicas, but not its agent, and not a client that goes to it directly
 * and knows of nothing. It must leave service by itself, and none of that client's waiting commits may be called done.
 */
final class IsolatePrimary implements Drill {
    /**
     * From the limit until mysqld is gone: the kernel's first repetition (0.4 s at most), a look (0.25 s), the bound of
     * {@code offline_mode} (0.2 s), a kill; twice that and more on a machine with other work.
     */
    private static final Duration GRAIN = Duration.ofMillis(2500);

    private static final Duration LIMIT = AgentSettings.ISOLATION.plus(GRAIN);

    @Override
    public String name() {
        return "isolate-primary";
    }

    @Override
    public String sentence() {
        return "the primary is cut off from the controller, HAProxy and its replicas, a client of its own stays: it leaves service within "
                + LIMIT.toMillis() + " ms, acknowledges nothing meanwhile, and comes back as a replica";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.rejoinMax(45_000));
    }

    @Override
    public Incident strike(Scene scene) {
        String primary = scene.primary();
        String uuid = scene.primaryUuid();
        ProcessIdentity mysqld = scene.mysqld(primary);
        CutLinks links = links(scene);
        List<String> reasons = new ArrayList<>();
        long begun = System.nanoTime();
        scene.stage().faults().inject(links);
        long at = System.nanoTime();
        boolean gone = Wait.until(LIMIT.multipliedBy(2), () -> !mysqld.alive());
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        if (!gone || took.compareTo(LIMIT) > 0) {
            reasons.add((gone ? "it took " + took.toMillis() + " ms until" : "it never came that") + " the isolated "
                    + primary + " was out of service, promised at most " + LIMIT.toMillis() + " ms");
        }
        DeadBinlog dead = KillPrimary.keepBinlog(scene, primary);
        List<String> notes = notes(scene, uuid, at, took);
        scene.stage().faults().heal(links);
        if (!scene.awaitWritesAfter(System.nanoTime())) {
            reasons.add(
                    "no write was acknowledged within " + Scene.WRITABLE_BOUND.toSeconds() + " s after the healing");
        }
        reasons.addAll(acknowledgedAfter(scene, uuid, at));
        Incident incident = Incident.of(primary + " is cut off from the controller, HAProxy and its replicas", at)
                .hit(primary)
                .failing(reasons)
                .noting(notes);
        return gone ? incident.left(dead) : incident;
    }

    /** Every host but the primary's own. */
    private static CutLinks links(Scene scene) {
        List<String> others =
                new ArrayList<>(scene.replicas().stream().map(scene::host).toList());
        others.add(scene.stage().doors().write().host());
        return new CutLinks(scene.primary(), scene.host(scene.primary()), others);
    }

    /** What the isolated server said after the last packet could reach it; it holds for both of its lives. */
    private static List<String> acknowledgedAfter(Scene scene, String uuid, long at) {
        long wrong = scene.clients().ledger().writes().stream()
                .filter(write -> write.server().equals(uuid) && write.acknowledged() && write.sentNanos() - at > 0)
                .count();
        return wrong == 0 ? List.of() : List.of(wrong + " writes were acknowledged by the isolated server");
    }

    private static List<String> notes(Scene scene, String uuid, long at, Duration took) {
        long waited = scene.clients().ledger().writes().stream()
                .filter(write -> write.server().equals(uuid) && write.outcome() == Outcome.UNKNOWN)
                .filter(write -> write.endedNanos() - at > 0)
                .count();
        return List.of(String.format(
                Locale.ROOT,
                "out of service after %d ms; %d waiting commits lost their connection",
                took.toMillis(),
                waited));
    }
}
