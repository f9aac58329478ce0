package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.CutLinks;
import io.signalbox.lab.fault.KillProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The primary's links stay cut until it has gone alone, then it is killed. It acknowledged what nobody else has: whoever promoted a
 * replica now would lose it. So the right result is a refusal, and the same primary opened again.
 */
final class KillPrimaryAlone implements Drill {
    /** Until the primary has gone alone; {@code noAckersAfter} is part of it. */
    private static final Duration ALONE_BOUND = Duration.ofSeconds(20);
    /** It acknowledges alone for so long before it dies. */
    private static final Duration ALONE = Duration.ofMillis(500);

    @Override
    public String name() {
        return "kill-primary-link-cut-long";
    }

    @Override
    public String sentence() {
        return "the primary's replication links are cut until it goes alone, then kill -9: nobody may take over, the same primary"
                + " opens again, nothing acknowledged is lost";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NO_FAILOVER, Promise.NONE_REFUSED);
    }

    @Override
    public Incident strike(Scene scene) {
        String primary = scene.primary();
        CutLinks links = KillPrimary.links(scene);
        List<String> reasons = new ArrayList<>();
        scene.stage().faults().inject(links);
        long cut = System.nanoTime();
        if (!Wait.until(ALONE_BOUND, () -> alone(scene)) || !scene.awaitWritesAfter(System.nanoTime())) {
            reasons.add(primary + " did not go alone within " + ALONE_BOUND.toSeconds() + " s of the cut");
        }
        Duration aloneAfter = Duration.ofNanos(System.nanoTime() - cut);
        Wait.forA(ALONE);
        long at = System.nanoTime();
        KillProcess kill =
                new KillProcess("mysqld of " + primary, scene.mysqld(primary).pid());
        scene.stage().faults().inject(kill);
        AtomicReference<String> decision = new AtomicReference<>("none was seen");
        Wait.until(Scene.WRITABLE_BOUND, () -> {
            scene.stage().cluster().decision().ifPresent(decision::set);
            return scene.clients().ledger().acknowledgedSince(at);
        });
        scene.stage().faults().heal(links);
        return Incident.of(kill.sentence() + ", after it had gone alone", at)
                .failing(reasons)
                .noting(List.of(
                        "alone " + aloneAfter.toMillis() + " ms after the cut",
                        "the decision after the kill: " + decision.get()));
    }

    private static boolean alone(Scene scene) {
        Optional<ClusterState> state = scene.stage().cluster().state();
        return state.filter(s -> s.ackers().isEmpty() && !s.proven()).isPresent();
    }
}
