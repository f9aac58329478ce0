package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Controllers;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.Faults;
import io.signalbox.lab.workload.Doors;
import io.signalbox.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The site on which a drill plays, and what it plays with.
 *
 * @param id the drill's, a file name
 * @param scratch a directory for what the drill keeps
 * @param log is told in words what happens
 */
public record Stage(
        String id,
        Site site,
        Cluster cluster,
        Controllers controllers,
        Doors doors,
        Faults faults,
        Options options,
        Path scratch,
        Consumer<String> log) {
    /** From any fault until everything is well again. */
    static final Duration WHOLE_BOUND = Duration.ofSeconds(60);

    /** From a whole site until every cool-down is over. */
    private static final Duration READY_BOUND = Duration.ofSeconds(70);

    /** Waits until the site is whole and nothing, such as the cool-down of an earlier round, holds a failover back. */
    ClusterState awaitReady() {
        ClusterState whole = awaitWhole();
        AtomicReference<List<String>> held = new AtomicReference<>(List.of());
        boolean ready = Wait.until(READY_BOUND, () -> {
            held.set(cluster.heldBackBy());
            return held.get().isEmpty();
        });
        if (!ready) {
            throw new DrillFailure("a failover is held back: " + String.join("; ", held.get()));
        }
        return whole;
    }

    private ClusterState awaitWhole() {
        return awaitWhole(WHOLE_BOUND, state -> {});
    }

    /**
     * Waits until the site is whole. If it is not within the bound, the failure says what is missing.
     *
     * @param seen is shown every state on the way
     */
    ClusterState awaitWhole(Duration bound, Consumer<ClusterState> seen) {
        AtomicReference<Optional<ClusterState>> last = new AtomicReference<>(Optional.empty());
        boolean whole = Wait.until(bound, () -> {
            Optional<ClusterState> state = cluster.state();
            state.ifPresent(seen);
            last.set(state);
            return state.filter(ClusterState::whole).isPresent();
        });
        if (!whole) {
            throw new DrillFailure("the site is not whole after " + bound.toSeconds() + " s: "
                    + last.get()
                            .map(state -> String.join("; ", state.missing()) + " ("
                                    + String.join("; ", state.problems()) + ")")
                            .orElse("no controller answers"));
        }
        return last.get().orElseThrow();
    }
}
