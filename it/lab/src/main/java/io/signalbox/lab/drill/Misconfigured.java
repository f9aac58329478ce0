package io.signalbox.lab.drill;

import io.signalbox.lab.fault.Operator;
import io.signalbox.lab.fault.RefuseAgent;
import io.signalbox.lab.fault.RefuseReplica;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Nothing is broken, something was set wrong: it is named, and no reason for a failover. */
final class Misconfigured {
    private static final Duration TIME = Duration.ofSeconds(5);

    /** An agent that was restarted has to start, and to be linked, before anything is known of it. */
    private static final Duration AGENT_IS_BACK = Duration.ofSeconds(20);

    static final List<Drill> DRILLS = List.of(
            new Endured(
                    "refuse-replica",
                    "the password of a replica's account is changed and the replica not told: it cannot connect and is named; no"
                            + " failover, no failed write. Needs three servers",
                    Misconfigured::refuseReplica,
                    TIME,
                    Optional.of("acker_cut_off"),
                    List.of(Promise.NO_FAILED_WRITE, Promise.NONE_REFUSED, Promise.NONE_FAILED)),
            new Endured(
                    "refuse-agent",
                    "the primary's agent has a wrong password: named as what it is, no failover, clients do not notice",
                    scene -> new RefuseAgent(scene.stage().site(), scene.primary()),
                    TIME,
                    Optional.of("probe_credentials_refused"),
                    AGENT_IS_BACK,
                    List.of(
                            Promise.NO_FAILED_WRITE,
                            Promise.NO_FAILED_READ,
                            Promise.NONE_REFUSED,
                            Promise.NONE_FAILED)),
            new DuplicateUuids());

    private Misconfigured() {}

    private static RefuseReplica refuseReplica(Scene scene) {
        if (scene.replicas().size() < 2) {
            throw new DrillFailure("nobody would acknowledge: this drill needs three servers");
        }
        return new RefuseReplica(
                operator(scene, scene.primary()),
                operator(scene, scene.replicas().getFirst()));
    }

    private static Operator operator(Scene scene, String server) {
        return new Operator(scene.stage().site(), server, scene.host(server));
    }
}
