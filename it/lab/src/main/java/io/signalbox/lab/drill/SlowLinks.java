package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.FaultFailure;
import io.signalbox.lab.fault.SlowLink;
import io.signalbox.lab.fault.Slowness;
import io.signalbox.site.layout.SiteAddresses;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A link is slow for a while, and nobody takes over. The links are made slow one after the other, and well again so, each when the site
 * is whole: what is tried is slowness, not the cut that begins and ends it.
 *
 * @param links in their order
 * @param usual what a write takes meanwhile, at least, as a rule; zero if writes do not go there
 */
record SlowLinks(
        String name, String sentence, Function<Scene, List<SlowLink>> links, Duration usual, List<Promise> also)
        implements Drill {
    private static final Duration TIME = Duration.ofSeconds(8);
    private static final Duration WHOLE_BOUND = Duration.ofSeconds(20);
    /** Until what has just been cut is seen to be. */
    private static final Duration SEEN = Duration.ofSeconds(2);

    /** What is slow is neither dead nor cut off: as long as it lasts the API may say none of these. */
    private static final Set<String> FALSE_ALARMS = Set.of(
            "second_server_is_open",
            "primary_dead",
            "primary_hung",
            "primary_host_lost",
            "primary_writes_stalled",
            "controller_cut_off",
            "primary_unreachable_replicas_still_connected",
            "primary_unreachable_proxies_still_connected",
            "primary_unreachable_nobody_can_tell",
            "primary_silent_replicas_still_receive",
            "primary_agent_lost",
            "primary_closed",
            "alone",
            "not_proven",
            "acker_detached",
            "acker_cut_off",
            "agent_lost",
            "proxy_agent_lost",
            "proxy_down");

    private static final long LINE = 10_000_000;
    private static final Slowness REPLICATION = new Slowness(Duration.ofMillis(50), Duration.ofMillis(10), LINE);
    private static final Slowness CONTROL = new Slowness(Duration.ofMillis(200), Duration.ofMillis(50), LINE);

    static final List<Drill> DRILLS = List.of(
            new SlowLinks(
                    "slow-replication",
                    "the primary's replication links take 100 ms longer for each answer: commits wait for that, no failover, no"
                            + " failed write. Needs three servers",
                    SlowLinks::replication,
                    Duration.ofMillis(100),
                    List.of(
                            Promise.NO_FAILED_WRITE,
                            Promise.NO_FAILED_READ,
                            Promise.NONE_REFUSED,
                            Promise.NONE_FAILED,
                            Promise.gapMax(2000))),
            new SlowLinks(
                    "slow-controller-link",
                    "the link from the controller's host to the databases' agents takes 400 to 500 ms for each answer: no failover,"
                            + " no false alarm, clients do not notice",
                    SlowLinks::control,
                    Duration.ZERO,
                    List.of(
                            Promise.NO_FAILED_WRITE,
                            Promise.NO_FAILED_READ,
                            Promise.NONE_REFUSED,
                            Promise.NONE_FAILED)));

    static SlowLink replicationOf(Scene scene, String replica) {
        return new SlowLink(
                "the replication of " + replica + " from " + scene.primary(),
                scene.host(replica),
                scene.host(scene.primary()),
                SiteAddresses.MYSQL,
                REPLICATION);
    }

    static SlowLink controlOf(Scene scene, String server) {
        return new SlowLink(
                "the controller's link to the agent of " + server,
                scene.balancer(),
                scene.host(server),
                SiteAddresses.AGENT,
                CONTROL);
    }

    /** Of whichever replica this is; of the primary there is none. */
    static SlowLink slowReplication(Scene scene, String server) {
        if (server.equals(scene.primary())) {
            throw new FaultFailure("the primary replicates from nobody");
        }
        return replicationOf(scene, server);
    }

    private static List<SlowLink> replication(Scene scene) {
        if (scene.replicas().size() < 2) {
            throw new DrillFailure("nobody would acknowledge while the link is cut: this drill needs three servers");
        }
        return scene.replicas().stream()
                .map(replica -> replicationOf(scene, replica))
                .toList();
    }

    private static List<SlowLink> control(Scene scene) {
        return scene.start().servers().stream()
                .map(server -> controlOf(scene, server.name()))
                .toList();
    }

    @Override
    public List<Promise> promises() {
        return Stream.concat(Stream.of(Promise.NO_FAILOVER), also.stream()).toList();
    }

    @Override
    public int usualRounds() {
        return 3;
    }

    @Override
    public Incident strike(Scene scene) {
        List<SlowLink> all = links.apply(scene);
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        for (Fault link : all) {
            scene.stage().faults().inject(link);
            awaitWhole(scene);
        }
        long slow = System.nanoTime();
        Set<String> seen = new TreeSet<>(symptoms.shownWithin(TIME));
        double median = symptoms.writeMillis(slow).p50();
        // As a rule: otherwise nothing was tried.
        symptoms.demand(
                median >= usual.toMillis(),
                String.format(Locale.ROOT, "writes were not slow: %.1f ms, not %d or more", median, usual.toMillis()));
        symptoms.demandSamePrimary("a link is slow");
        for (Fault link : all.reversed()) {
            scene.stage().faults().heal(link);
            awaitWhole(scene);
        }
        String note = String.format(
                Locale.ROOT,
                "a write took %.0f ms as a rule; the API said %s",
                median,
                seen.isEmpty() ? "nothing" : seen);
        seen.retainAll(FALSE_ALARMS);
        symptoms.demand(seen.isEmpty(), "false alarm: " + seen);
        return Incident.of(all.getFirst().sentence() + (all.size() > 1 ? ", and so are the others" : ""), at)
                .failing(symptoms.missed())
                .noting(List.of(note));
    }

    private static void awaitWhole(Scene scene) {
        Wait.forA(SEEN);
        scene.stage().awaitWhole(WHOLE_BOUND, state -> {});
        Wait.until(
                WHOLE_BOUND, () -> Collections.disjoint(scene.stage().cluster().problems(), FALSE_ALARMS));
    }
}
