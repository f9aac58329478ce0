package io.signalbox.lab.drill;

import io.signalbox.lab.check.Quantiles;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.ledger.Via;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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

    /** Nobody but this server acknowledged anything, not even to who knocks at another's own door. */
    void demandNoWriterBut(String uuid) {
        demand(
                scene.clients().ledger().writes().stream()
                        .noneMatch(
                                write -> write.acknowledged() && !write.server().equals(uuid)),
                "another server acknowledged a write");
    }

    /** Every problem that the API shows within this time, however short. */
    Set<String> shownWithin(Duration time) {
        Set<String> shown = new TreeSet<>();
        Wait.until(time, () -> {
            shown.addAll(scene.stage().cluster().problems());
            return false;
        });
        return shown;
    }

    /** What writes took that were sent through HAProxy since then and acknowledged. */
    Quantiles writeMillis(long sinceNanos) {
        return Quantiles.of(scene.clients().ledger().writes().stream()
                .filter(write -> write.acknowledged() && write.via() == Via.PROXY)
                .filter(write -> write.sentNanos() - sinceNanos > 0)
                .map(write -> (write.endedNanos() - write.sentNanos()) / 1e6)
                .toList());
    }

    /** Through HAProxy, until now. */
    long failedWrites() {
        return scene.clients().ledger().writes().stream()
                .filter(write -> write.via() == Via.PROXY && !write.acknowledged())
                .count();
    }

    List<String> missed() {
        return List.copyOf(missed);
    }
}
