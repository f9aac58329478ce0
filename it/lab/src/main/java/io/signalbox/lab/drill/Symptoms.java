package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the API says of a fault while it lasts, and what it did not say. */
final class Symptoms {
    private final Scene scene;
    private final List<String> missed = new ArrayList<>();

    Symptoms(Scene scene) {
        this.scene = scene;
    }

    /** Waits for a problem; that it did not come is remembered. */
    void await(String code, Duration bound) {
        demand(
                Wait.until(bound, () -> scene.stage().cluster().problems().contains(code)),
                "the API did not say " + code + " within " + bound.toSeconds() + " s");
    }

    /** Remembers what ought to have been so. */
    void demand(boolean so, String otherwise) {
        if (!so) {
            missed.add(otherwise);
        }
    }

    /** Nobody took over, and {@code why} is no reason to. */
    void demandSamePrimary(String why) {
        demand(
                scene.stage()
                        .cluster()
                        .state()
                        .filter(state -> state.epoch() == scene.start().epoch())
                        .isPresent(),
                "the primary changed although " + why);
    }

    /** Another server took over, and said why. */
    void demandCause(String words) {
        List<String> causes = scene
                .stage()
                .cluster()
                .receiptsAfter(scene.start().epoch())
                .stream()
                .map(receipt -> receipt.cause())
                .toList();
        demand(
                causes.stream().anyMatch(cause -> cause.contains(words)),
                "no receipt names " + words + " as its cause: " + causes);
    }

    List<String> missed() {
        return List.copyOf(missed);
    }
}
