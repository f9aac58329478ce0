package io.signalbox.lab.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.workload.Workload;
import java.time.Duration;

/** Waits until a site is as it should be before something is done to it, and after. */
final class Whole {
    static final Duration BOUND = Duration.ofSeconds(90);
    private static final Duration WRITES_BOUND = Duration.ofSeconds(20);

    private Whole() {}

    static void await(Cluster cluster) {
        if (!Wait.until(BOUND, () -> cluster.state().filter(ClusterState::whole).isPresent())) {
            assertThat(cluster.state())
                    .hasValueSatisfying(state -> assertThat(state.missing()).isEmpty());
        }
    }

    /** Whole, and nothing such as a cool-down holds a failover back. */
    static void awaitReady(Cluster cluster) {
        await(cluster);
        if (!Wait.until(BOUND, () -> cluster.heldBackBy().isEmpty())) {
            assertThat(cluster.heldBackBy()).isEmpty();
        }
    }

    static String primary(Cluster cluster) {
        return cluster.state().map(ClusterState::primary).orElseThrow();
    }

    /** The {@code server_uuid} of the primary, when clients are at work on it. */
    static String awaitWrites(Workload clients, String primary) {
        assertThat(Wait.until(
                        WRITES_BOUND,
                        () -> clients.uuid(primary)
                                .filter(uuid -> clients.ledger().writes().stream()
                                        .anyMatch(write -> write.acknowledged()
                                                && write.server().equals(uuid)))
                                .isPresent()))
                .as("the primary takes writes")
                .isTrue();
        return clients.uuid(primary).orElseThrow();
    }
}
