package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.FaultFailure;
import io.signalbox.lab.fault.KillProcess;
import java.time.Duration;
import java.util.List;

/** One agent is killed, in turn the primary's, a replica's, the load balancer's. Its mysqld, and the clients, must not notice. */
final class KillAgent implements Drill {
    private static final Duration BACK_BOUND = Duration.ofSeconds(20);
    /** Longer than a wrong decision would need. */
    private static final Duration LOOK = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "kill-agent";
    }

    @Override
    public String sentence() {
        return "kill -9 of an agent (the primary's, a replica's, the load balancer's in turn): no failover, no failed write or read";
    }

    @Override
    public List<Promise> promises() {
        return Promise.UNNOTICED;
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Incident strike(Scene scene) {
        String agent = switch (scene.number() % 3) {
                    case 1 -> scene.primary();
                    case 2 -> scene.replicas().getFirst();
                    default -> "lb1";
                }
                + "/agent";
        return kill(scene, agent, LOOK);
    }

    /** Kills a process that its supervisor starts again, and looks on. */
    static Incident kill(Scene scene, String process, Duration look) {
        long pid = scene.stage().site().pid(process).orElseThrow(() -> new FaultFailure(process + " does not run."));
        KillProcess kill = new KillProcess(process, pid);
        long at = System.nanoTime();
        scene.stage().faults().inject(kill);
        boolean back = Wait.until(
                BACK_BOUND,
                () -> scene.stage()
                        .site()
                        .pid(process)
                        .filter(now -> now != pid)
                        .isPresent());
        Wait.forA(look);
        Incident incident = Incident.of(kill.sentence(), at);
        return back ? incident : incident.failing(List.of(process + " was not started again"));
    }
}
