package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.HoldDown;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** No controller for far longer than an isolated primary would stay: this one is not isolated, its ackers are there. */
final class KillControllers implements Drill {
    @Override
    public String name() {
        return "kill-controllers";
    }

    @Override
    public String sentence() {
        return "every controller is killed and kept down (--seconds, 60) while the agents live: the primary stays in service, no failed"
                + " write, no failed read";
    }

    @Override
    public List<Promise> promises() {
        return List.of(
                Promise.NO_FAILOVER,
                Promise.NO_FAILED_WRITE,
                Promise.NO_FAILED_READ,
                Promise.NONE_REFUSED,
                Promise.NONE_FAILED);
    }

    @Override
    public Incident strike(Scene scene) {
        Duration time = scene.stage().options().time();
        HoldDown hold = new HoldDown(scene.stage().site(), List.of("lb1/controller"));
        long at = System.nanoTime();
        scene.stage().faults().inject(hold);
        Wait.forA(time);
        scene.stage().faults().heal(hold);
        return Incident.of(String.format(Locale.ROOT, "%s for %d s", hold.sentence(), time.toSeconds()), at);
    }
}
