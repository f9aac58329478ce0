package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.ForgetServer;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.site.layout.Names;
import java.time.Duration;
import java.util.List;

/**
 * HAProxy knows one server less than the cluster has. Of a replica (odd rounds; the first one, which would be chosen among equals) that is
 * named, and a failover to a server that it knows works; of the primary (even rounds) new clients wait, sessions that stand live on in the old worker, and nobody takes over. Who waits in
 * a worker when the next takes its place is cut by it in the end, and comes again.
 */
final class UnknownServer implements Drill {
    private static final String DRIFTED = "proxy_drifted";
    private static final Duration NAMED_BOUND = Duration.ofSeconds(5);
    private static final Duration PROMOTED_BOUND = Duration.ofSeconds(15);
    private static final Duration STAYS = Duration.ofSeconds(5);

    @Override
    public String name() {
        return "unknown-server";
    }

    @Override
    public String sentence() {
        return "a server is taken out of haproxy.cfg, and HAProxy reloaded: named; in odd rounds a replica, and the primary dies: a server"
                + " that HAProxy knows takes over; in even rounds the primary: new clients wait, no failover. Well when the file is right again";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED, Promise.ONE_FAILOVER_A_ROUND);
    }

    @Override
    public int usualRounds() {
        return 4;
    }

    @Override
    public Incident strike(Scene scene) {
        boolean replica = scene.number() % 2 == 1;
        if (replica && scene.replicas().size() < 2) {
            throw new DrillFailure("nobody whom HAProxy knows could take over: this drill needs three servers");
        }
        String server = replica ? scene.replicas().getFirst() : scene.primary();
        ForgetServer forgotten = new ForgetServer(scene.stage().site(), Names.BALANCER, server);
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(forgotten);
        symptoms.await(DRIFTED, NAMED_BOUND);
        Incident incident = replica
                ? primaryDies(scene, forgotten, symptoms)
                : Incident.of(clientsWait(scene, forgotten, symptoms), at);
        symptoms.demand(
                scene.awaitWritesAfter(System.nanoTime()), "no write was acknowledged although the file is right");
        symptoms.demand(
                Wait.until(
                        NAMED_BOUND, () -> !scene.stage().cluster().problems().contains(DRIFTED)),
                "the API still says " + DRIFTED);
        return incident.failing(symptoms.missed());
    }

    private static Incident primaryDies(Scene scene, ForgetServer forgotten, Symptoms symptoms) {
        String old = scene.primary();
        String uuid = scene.primaryUuid();
        KillProcess kill = new KillProcess("mysqld of " + old, scene.mysqld(old).pid());
        long at = System.nanoTime();
        scene.stage().faults().inject(kill);
        symptoms.demand(
                Wait.until(PROMOTED_BOUND, () -> !primary(scene).equals(old)),
                "no other server was opened within " + PROMOTED_BOUND.toSeconds() + " s");
        symptoms.demand(!primary(scene).equals(forgotten.server()), "the server that HAProxy does not know took over");
        symptoms.demand(
                scene.awaitAnotherWriter(uuid),
                "no write was acknowledged by a server that HAProxy knows, within " + Scene.WRITABLE_BOUND.toSeconds()
                        + " s");
        scene.stage().faults().heal(forgotten);
        return Incident.of(forgotten.sentence() + ", then " + kill.sentence(), at)
                .hit(old);
    }

    private static String clientsWait(Scene scene, ForgetServer forgotten, Symptoms symptoms) {
        Wait.forA(STAYS);
        symptoms.demandSamePrimary("HAProxy alone does not know it");
        scene.stage().faults().heal(forgotten);
        return forgotten.sentence();
    }

    /** Who is open, as the controller says. */
    private static String primary(Scene scene) {
        return scene.stage()
                .cluster()
                .state()
                .filter(ClusterState::writable)
                .map(ClusterState::primary)
                .orElse(scene.primary());
    }
}
