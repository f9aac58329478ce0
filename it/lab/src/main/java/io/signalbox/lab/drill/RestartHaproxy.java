package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.FaultFailure;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.site.supervisor.Signal;
import java.time.Duration;
import java.util.List;

/**
 * HAProxy is reloaded in odd rounds, killed with its workers in even ones. After both every writer is disabled until the
 * route is applied again: nobody may reach a server that is not the primary.
 */
final class RestartHaproxy implements Drill {
    private static final String HAPROXY = "lb1/haproxy";
    private static final Duration BACK_BOUND = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "restart-haproxy";
    }

    @Override
    public String sentence() {
        return "HAProxy is reloaded (odd rounds) or killed (even rounds): the route is applied again, nobody writes elsewhere";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NO_FAILOVER);
    }

    @Override
    public int usualRounds() {
        return 2;
    }

    @Override
    public Incident strike(Scene scene) {
        long pid = scene.stage().site().pid(HAPROXY).orElseThrow(() -> new FaultFailure(HAPROXY + " does not run."));
        return scene.number() % 2 == 1 ? reload(scene) : kill(scene, pid);
    }

    static Incident reload(Scene scene) {
        long at = System.nanoTime();
        scene.stage().site().kill(HAPROXY, Signal.USR2);
        scene.stage().log().accept(HAPROXY + " is reloaded");
        scene.awaitWritesAfter(System.nanoTime());
        return Incident.of(HAPROXY + " is reloaded", at);
    }

    private static Incident kill(Scene scene, long pid) {
        List<KillProcess> kills = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(worker -> new KillProcess(HAPROXY + " worker", worker.pid()))
                .toList();
        KillProcess master = new KillProcess(HAPROXY, pid);
        long at = System.nanoTime();
        scene.stage().faults().inject(master);
        kills.forEach(RestartHaproxy::killIfAlive);
        Wait.until(
                BACK_BOUND,
                () -> scene.stage()
                        .site()
                        .pid(HAPROXY)
                        .filter(now -> now != pid)
                        .isPresent());
        scene.awaitWritesAfter(System.nanoTime());
        return Incident.of(master.sentence(), at);
    }

    private static void killIfAlive(KillProcess worker) {
        try {
            worker.inject();
        } catch (FaultFailure goneWithItsMaster) {
            // As it should be.
        }
    }
}
