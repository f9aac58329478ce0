package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.fault.LoseSocket;
import io.signalbox.lab.ledger.Via;
import io.signalbox.site.layout.Names;
import java.time.Duration;
import java.util.List;

/**
 * HAProxy routes on, and cannot be told anything. In the last round of each turn the primary dies meanwhile: another server is opened all
 * the same, as the old one can acknowledge nothing. HAProxy leads clients to the old one until it can be told: they wait while that is
 * down, and are refused by it when it is back as a replica.
 */
final class LoseHaproxySocket implements Drill {
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final Duration NAMED_BOUND = Duration.ofSeconds(3);
    private static final Duration PROMOTED_BOUND = Duration.ofSeconds(15);
    private static final List<LoseSocket.Way> WAYS = List.of(LoseSocket.Way.values());

    @Override
    public String name() {
        return "lose-haproxy-socket";
    }

    @Override
    public String sentence() {
        return "HAProxy's runtime socket is gone, dead, silent, refuses everything, is that of an older HAProxy (a round each): named, the"
                + " route stands, clients do not notice; then gone while the primary dies: another one is opened, and clients reach"
                + " nobody who takes writes until HAProxy can be told";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED);
    }

    @Override
    public int usualRounds() {
        return WAYS.size() + 1;
    }

    @Override
    public Incident strike(Scene scene) {
        int turn = (scene.number() - 1) % usualRounds();
        boolean dies = turn == WAYS.size();
        LoseSocket lost =
                new LoseSocket(scene.stage().site(), Names.BALANCER, dies ? LoseSocket.Way.GONE : WAYS.get(turn));
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(lost);
        symptoms.await("proxy_down", NAMED_BOUND);
        return dies ? primaryDies(scene, lost, symptoms) : nothingElse(scene, lost, symptoms, at);
    }

    private static Incident nothingElse(Scene scene, LoseSocket lost, Symptoms symptoms, long at) {
        Wait.forA(TIME);
        scene.stage().faults().heal(lost);
        symptoms.demandSamePrimary(lost.sentence());
        symptoms.demand(symptoms.failedWrites() == 0, "a write failed although the route stands");
        return Incident.of(lost.sentence(), at).failing(symptoms.missed());
    }

    private static Incident primaryDies(Scene scene, LoseSocket lost, Symptoms symptoms) {
        String old = scene.primary();
        String uuid = scene.primaryUuid();
        KillProcess kill = new KillProcess("mysqld of " + old, scene.mysqld(old).pid());
        long at = System.nanoTime();
        scene.stage().faults().inject(kill);
        symptoms.demand(
                Wait.until(PROMOTED_BOUND, () -> observedAnotherThan(scene, uuid)),
                "no other server was opened within " + PROMOTED_BOUND.toSeconds() + " s");
        String promoted =
                "another server acknowledged an observer's write after " + (System.nanoTime() - at) / 1_000_000 + " ms";
        Wait.forA(TIME);
        symptoms.demand(
                !scene.clients().ledger().acknowledgedByAnotherThan(uuid),
                "clients reached the new primary before HAProxy could be told: the socket was not lost");
        scene.stage().faults().heal(lost);
        symptoms.demand(
                scene.awaitAnotherWriter(uuid),
                "no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        return Incident.of(lost.sentence() + ", and " + kill.sentence(), at)
                .hit(old)
                .failing(symptoms.missed())
                .noting(List.of(promoted));
    }

    /** Who knocks at each server itself was let in elsewhere. */
    private static boolean observedAnotherThan(Scene scene, String uuid) {
        return scene.clients().ledger().writes().stream()
                .anyMatch(write -> write.acknowledged()
                        && write.via() == Via.DIRECT
                        && !write.server().equals(uuid));
    }
}
