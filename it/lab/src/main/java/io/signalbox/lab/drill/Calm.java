package io.signalbox.lab.drill;

import io.signalbox.lab.fault.CutLinks;
import io.signalbox.lab.fault.CutPort;
import io.signalbox.lab.fault.ExhaustConnections;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.FreezeProcess;
import io.signalbox.lab.fault.StarveCpu;
import io.signalbox.site.layout.SiteAddresses;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Slow is not dead: every fault that must not lead to a failover (P5), one row each. */
final class Calm {
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int SPINNING = 8;
    private static final String CONTROLLER = "lb1/controller";

    private static final List<Promise> NOBODY_NOTICES =
            List.of(Promise.NO_FAILED_WRITE, Promise.NO_FAILED_READ, Promise.NONE_REFUSED, Promise.NONE_FAILED);

    static final List<Drill> DRILLS = List.of(
            new Endured(
                    "cut-controller-primary",
                    "every packet between the controller and the primary's agent is lost: no failover, the API says that replicas"
                            + " still receive, clients do not notice",
                    Calm::cutController,
                    TIME,
                    Optional.of("primary_unreachable_replicas_still_connected"),
                    NOBODY_NOTICES),
            new Endured(
                    "lose-packets",
                    "every packet between the controller and the primary's agent is lost for 2 s: no failover, clients do not notice",
                    Calm::cutController,
                    Duration.ofSeconds(2),
                    Optional.empty(),
                    NOBODY_NOTICES),
            new Endured(
                    "cut-replicas",
                    "the primary is cut off from all replicas for 5 s, not from the controller: nobody is promoted, writes wait and go"
                            + " on when the record says that nobody need acknowledge",
                    Calm::cutReplicas,
                    TIME,
                    Optional.of("writes_wait_for_acknowledgement"),
                    List.of(Promise.NO_FAILED_WRITE, Promise.NONE_REFUSED)),
            new Endured(
                    "freeze-controller",
                    "the controller stands still for 5 s (kill -STOP): it observes afresh, no failover, clients do not notice",
                    scene -> freeze(scene, CONTROLLER),
                    TIME,
                    Optional.empty(),
                    NOBODY_NOTICES),
            new Endured(
                    "freeze-agent",
                    "the primary's agent stands still for 5 s (kill -STOP): no failover, clients do not notice",
                    scene -> freeze(scene, scene.primary() + "/agent"),
                    TIME,
                    Optional.of("primary_unreachable_replicas_still_connected"),
                    NOBODY_NOTICES),
            new Endured(
                    "exhaust-connections",
                    "all connections of the primary are in use for 5 s: no failover, named as what it is, those who are in write on",
                    scene -> new ExhaustConnections(
                            scene.primary(),
                            Servers.address(scene.stage(), scene.primary()),
                            scene.stage().doors().account()),
                    TIME,
                    Optional.of("connections_exhausted"),
                    List.of(Promise.NO_FAILED_WRITE)),
            new Endured(
                    "starve-cpu",
                    SPINNING + " processes spin for 5 s: no failover, no failed write",
                    scene -> new StarveCpu(SPINNING),
                    TIME,
                    Optional.empty(),
                    NOBODY_NOTICES));

    private Calm() {}

    private static Fault cutController(Scene scene) {
        return new CutPort(
                "the controller's link to the agent of " + scene.primary(),
                scene.balancer(),
                scene.host(scene.primary()),
                SiteAddresses.AGENT);
    }

    private static Fault cutReplicas(Scene scene) {
        return new CutLinks(
                scene.primary(),
                scene.host(scene.primary()),
                scene.replicas().stream().map(scene::host).toList());
    }

    private static Fault freeze(Scene scene, String process) {
        return new FreezeProcess(process, scene.process(process));
    }
}
