package io.signalbox.lab.drill;

import io.signalbox.controller.cli.api.Failed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A planned switchover to whichever server the controller finds best. */
final class Switchover implements Drill {
    private static final Duration END_BOUND = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "switchover";
    }

    @Override
    public String sentence() {
        return "a planned switchover under load: no refused connection, nothing lost, the old primary follows";
    }

    @Override
    public List<Promise> promises() {
        return List.of(
                Promise.NONE_REFUSED,
                Promise.NONE_FAILED,
                Promise.gapMedian(150),
                Promise.gapMax(400),
                Promise.rejoinMax(15_000));
    }

    @Override
    public Incident strike(Scene scene) {
        List<String> reasons = new ArrayList<>();
        long at = System.nanoTime();
        try {
            String operation = scene.stage().cluster().switchover();
            String state = scene.stage()
                    .cluster()
                    .end(operation, END_BOUND, scene.stage().log());
            if (!state.equals("done")) {
                reasons.add("the switchover ended as " + state);
            }
        } catch (Failed e) {
            reasons.add("the switchover was refused: " + e.sentence());
        }
        return Incident.of("switchover from " + scene.primary(), at)
                .hit(scene.primary())
                .failing(reasons);
    }
}
