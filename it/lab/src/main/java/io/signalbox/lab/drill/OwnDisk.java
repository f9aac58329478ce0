package io.signalbox.lab.drill;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.FaultFailure;
import io.signalbox.lab.fault.SmallDisk;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Before a disk is harmed: one server gets one of its own, once in a drill, and has the wanted role at each round's begin. */
final class OwnDisk {
    private static final Duration SWITCHOVER_BOUND = Duration.ofSeconds(30);
    private static final Duration BEFORE_ANOTHER = Duration.ofMillis(500);

    private OwnDisk() {}

    static ClusterState ofThePrimary(Stage stage, ClusterState whole) {
        ClusterState placed = place(stage, whole);
        String server = in(stage).server();
        return placed.primary().equals(server) ? placed : switchover(stage, server);
    }

    static ClusterState ofAReplica(Stage stage, ClusterState whole) {
        ClusterState placed = place(stage, whole);
        String server = in(stage).server();
        return placed.primary().equals(server) ? switchover(stage, aReplica(placed)) : placed;
    }

    /** The disk that this drill put in. */
    static SmallDisk in(Stage stage) {
        return SmallDisk.placed(stage.site())
                .orElseThrow(() -> new FaultFailure("No server has a disk of its own: the drill was not prepared."));
    }

    private static ClusterState place(Stage stage, ClusterState whole) {
        Optional<SmallDisk> there = SmallDisk.placed(stage.site());
        if (there.isPresent()) {
            return whole;
        }
        stage.faults().inject(SmallDisk.of(stage.site(), aReplica(whole)));
        return stage.awaitReady();
    }

    static String aReplica(ClusterState state) {
        return state.servers().stream()
                .map(ClusterState.Server::name)
                .filter(name -> !name.equals(state.primary()))
                .findFirst()
                .orElseThrow(() -> new DrillFailure("this drill needs a replica"));
    }

    /** Who has just joined may be refused for a moment. */
    static ClusterState switchover(Stage stage, String to) {
        AtomicReference<String> last = new AtomicReference<>("");
        boolean done = Wait.until(SWITCHOVER_BOUND, () -> {
            last.set(end(stage, to));
            return last.get().equals("done");
        });
        if (!done) {
            throw new DrillFailure("the switchover to " + to + " before the round: " + last.get());
        }
        return stage.awaitReady();
    }

    private static String end(Stage stage, String to) {
        try {
            String operation = stage.cluster().switchoverTo(to);
            return stage.cluster().end(operation, SWITCHOVER_BOUND, stage.log());
        } catch (Failed e) {
            Wait.forA(BEFORE_ANOTHER);
            return e.sentence();
        }
    }
}
