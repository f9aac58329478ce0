package io.signalbox.lab.drill;

import java.util.List;

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
        return Promise.UNNOTICED;
    }

    @Override
    public Incident strike(Scene scene) {
        return KillAllAgents.keepDown(scene, scene.stage().controllers().processes());
    }
}
