package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.HoldDown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The whole control plane goes, and stays away: it is not in the data path. */
final class KillAllAgents implements Drill {
    @Override
    public String name() {
        return "kill-all-agents";
    }

    @Override
    public String sentence() {
        return "every controller and database agent is killed and kept down (--seconds, 60): no failed write, no failed read";
    }

    @Override
    public List<Promise> promises() {
        return Promise.UNNOTICED;
    }

    @Override
    public Incident strike(Scene scene) {
        List<String> processes = new ArrayList<>(scene.stage().controllers().processes());
        scene.start().servers().forEach(server -> processes.add(server.name() + "/agent"));
        if (scene.stage().options().withProxyAgent()) {
            processes.add("lb1/agent");
        }
        return keepDown(scene, processes);
    }

    /** Kills them all, and lets them be started again when the drill's time is over. */
    static Incident keepDown(Scene scene, List<String> processes) {
        Duration time = scene.stage().options().time();
        HoldDown hold = new HoldDown(scene.stage().site(), processes);
        long at = System.nanoTime();
        scene.stage().faults().inject(hold);
        Wait.forA(time);
        scene.stage().faults().heal(hold);
        return Incident.of(String.format(Locale.ROOT, "%s for %d s", hold.sentence(), time.toSeconds()), at);
    }
}
