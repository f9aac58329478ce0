package io.signalbox.controller.core.analysis;

import static io.signalbox.controller.core.analysis.ProblemKind.ACKER_DETACHED;
import static io.signalbox.controller.core.analysis.ProblemKind.ACKNOWLEDGEMENTS_NOT_COUNTED;
import static io.signalbox.controller.core.analysis.ProblemKind.AGENT_LOST;
import static io.signalbox.controller.core.analysis.ProblemKind.ALONE;
import static io.signalbox.controller.core.analysis.ProblemKind.APPLIER_BROKEN;
import static io.signalbox.controller.core.analysis.ProblemKind.AT_THE_GATE;
import static io.signalbox.controller.core.analysis.ProblemKind.CANNOT_START;
import static io.signalbox.controller.core.analysis.ProblemKind.COPYING;
import static io.signalbox.controller.core.analysis.ProblemKind.DISK_FILLS;
import static io.signalbox.controller.core.analysis.ProblemKind.FEWER_ACKNOWLEDGEMENTS;
import static io.signalbox.controller.core.analysis.ProblemKind.IN_MAINTENANCE;
import static io.signalbox.controller.core.analysis.ProblemKind.LAGS;
import static io.signalbox.controller.core.analysis.ProblemKind.NOT_PROVEN;
import static io.signalbox.controller.core.analysis.ProblemKind.NO_RECORD;
import static io.signalbox.controller.core.analysis.ProblemKind.PAUSED;
import static io.signalbox.controller.core.analysis.ProblemKind.PRIMARY_AGENT_LOST;
import static io.signalbox.controller.core.analysis.ProblemKind.PRIMARY_CLOSED;
import static io.signalbox.controller.core.analysis.ProblemKind.PRIMARY_DEAD;
import static io.signalbox.controller.core.analysis.ProblemKind.PRIMARY_HUNG;
import static io.signalbox.controller.core.analysis.ProblemKind.PRIMARY_SILENT_REPLICAS_STILL_RECEIVE;
import static io.signalbox.controller.core.analysis.ProblemKind.PRIMARY_STOPPED_ON_PURPOSE;
import static io.signalbox.controller.core.analysis.ProblemKind.PROXY_AGENT_LOST;
import static io.signalbox.controller.core.analysis.ProblemKind.PROXY_DOWN;
import static io.signalbox.controller.core.analysis.ProblemKind.PROXY_DRIFTED;
import static io.signalbox.controller.core.analysis.ProblemKind.SECOND_SERVER_IS_OPEN;
import static io.signalbox.controller.core.analysis.ProblemKind.WRITES_WAIT_FOR_ACKNOWLEDGEMENT;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.topology.ProxySight;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Finds what is wrong. Each row says of which part of the site it speaks and when it matches. */
public final class Analysis {
    /** A replica that has not heard of its source for less than this still receives. Heartbeats come every 100 ms. */
    private static final Duration STILL_RECEIVES = Duration.ofMillis(250);

    private static final double DISK_FLOOR = 0.10;

    private static final Map<ProblemKind, BiPredicate<Topology, ServerSight>> OF_THE_PRIMARY = Map.ofEntries(
            Map.entry(PRIMARY_DEAD, (t, p) -> p.dead()),
            Map.entry(PRIMARY_HUNG, (t, p) -> silent(t, p) && !somebodyReceives(t, p)),
            Map.entry(PRIMARY_SILENT_REPLICAS_STILL_RECEIVE, (t, p) -> silent(t, p) && somebodyReceives(t, p)),
            Map.entry(PRIMARY_AGENT_LOST, (t, p) -> !p.fresh()),
            Map.entry(PRIMARY_STOPPED_ON_PURPOSE, (t, p) -> p.stoppedOnPurpose()),
            Map.entry(PRIMARY_CLOSED, (t, p) -> p.running() && !p.open()),
            Map.entry(WRITES_WAIT_FOR_ACKNOWLEDGEMENT, Analysis::starves),
            Map.entry(
                    ACKNOWLEDGEMENTS_NOT_COUNTED,
                    (t, p) -> t.record().proven()
                            && p.open()
                            && !p.mysql().orElseThrow().semiSync().sourceSide()),
            Map.entry(
                    FEWER_ACKNOWLEDGEMENTS,
                    (t, p) -> !t.record().ackers().isEmpty()
                            && t.record().k() < t.settings().k()),
            Map.entry(ALONE, (t, p) -> t.record().ackers().isEmpty()),
            Map.entry(
                    NOT_PROVEN,
                    (t, p) -> !t.record().proven() && !t.record().ackers().isEmpty()));

    private static final Map<ProblemKind, BiPredicate<Topology, ServerSight>> OF_OTHERS = Map.of(
            SECOND_SERVER_IS_OPEN, (t, s) -> s.open(),
            ACKER_DETACHED,
                    (t, s) -> t.record().ackers().contains(s.name())
                            && t.primary().filter(s::attachedTo).isEmpty(),
            APPLIER_BROKEN,
                    (t, s) -> s.mysql()
                            .filter(m -> !m.applier().error().isEmpty())
                            .isPresent(),
            AT_THE_GATE, (t, s) -> s.atTheGate(),
            COPYING, (t, s) -> s.copying().isPresent(),
            LAGS,
                    (t, s) -> s.mysql()
                            .filter(m -> m.heartbeatLag()
                                            .compareTo(t.settings().bounds().maxReadLag())
                                    > 0)
                            .isPresent(),
            AGENT_LOST, (t, s) -> !s.fresh(),
            IN_MAINTENANCE, (t, s) -> t.record().maintenance().contains(s.name()));

    private static final Map<ProblemKind, BiPredicate<Topology, ServerSight>> OF_ALL = Map.of(
            CANNOT_START,
                    (t, s) -> s.process()
                            .filter(p -> p == Report.ProcessState.CANNOT_START)
                            .isPresent(),
            DISK_FILLS,
                    (t, s) -> s.fresh()
                            && s.report()
                                    .filter(r -> r.host().diskFree() < DISK_FLOOR)
                                    .isPresent());

    private static final Map<ProblemKind, BiPredicate<Topology, ProxySight>> OF_PROXIES = Map.of(
            PROXY_AGENT_LOST, (t, p) -> p.proxy().isEmpty(),
            PROXY_DOWN, (t, p) -> p.proxy().filter(x -> !x.alive()).isPresent(),
            PROXY_DRIFTED, (t, p) -> p.proxy().filter(x -> !x.drift().isEmpty()).isPresent());

    private Analysis() {}

    /** All problems, most urgent first, then by server. */
    public static List<Problem> of(Topology topology) {
        Stream<Problem> cluster = Stream.concat(
                topology.primary().isEmpty() ? Stream.of(problem(NO_RECORD, "", "")) : Stream.empty(),
                topology.record().mode() == ClusterRecord.Mode.PAUSED
                        ? Stream.of(problem(PAUSED, "", ""))
                        : Stream.empty());
        Stream<Problem> servers = Stream.of(
                        topology.primary().stream().flatMap(p -> rows(OF_THE_PRIMARY, topology, p)),
                        topology.primary().isPresent()
                                ? topology.others().stream().flatMap(s -> rows(OF_OTHERS, topology, s))
                                : Stream.<Problem>empty(),
                        topology.servers().stream().flatMap(s -> rows(OF_ALL, topology, s)))
                .flatMap(s -> s);
        Stream<Problem> proxies = topology.proxies().stream()
                .flatMap(p -> OF_PROXIES.entrySet().stream()
                        .filter(row -> row.getValue().test(topology, p))
                        .map(row -> problem(row.getKey(), p.name(), proxyDetail(row.getKey(), p))));
        return Stream.of(cluster, servers, proxies)
                .flatMap(s -> s)
                .sorted(Comparator.comparing(Problem::kind).thenComparing(Problem::server))
                .toList();
    }

    private static Stream<Problem> rows(
            Map<ProblemKind, BiPredicate<Topology, ServerSight>> table, Topology topology, ServerSight server) {
        return table.entrySet().stream()
                .filter(row -> row.getValue().test(topology, server))
                .map(row -> problem(row.getKey(), server.name(), detail(row.getKey(), server)));
    }

    private static Problem problem(ProblemKind kind, String server, String detail) {
        String who = server.isEmpty() ? "" : server + ": ";
        return new Problem(kind, server, who + kind.meaning() + (detail.isEmpty() ? "" : " (" + detail + ")"));
    }

    private static String detail(ProblemKind kind, ServerSight s) {
        return switch (kind) {
            case PRIMARY_HUNG, PRIMARY_SILENT_REPLICAS_STILL_RECEIVE ->
                s.silent().toMillis() + " ms";
            case PRIMARY_AGENT_LOST, AGENT_LOST ->
                s.report().isEmpty() ? "never seen" : "last seen " + s.age().toMillis() + " ms ago";
            case APPLIER_BROKEN -> s.mysql().map(m -> m.applier().error()).orElse("");
            case CANNOT_START, AT_THE_GATE, PRIMARY_DEAD ->
                s.report().map(r -> r.mysqld().detail()).orElse("");
            case COPYING ->
                s.copying()
                        .map(c -> "from " + c.donor() + (c.stage().isEmpty() ? "" : ", " + c.stage()) + ", "
                                + c.copied() + " of " + c.total() + " bytes")
                        .orElse("");
            case LAGS -> s.mysql().map(m -> m.heartbeatLag().toMillis() + " ms").orElse("");
            case WRITES_WAIT_FOR_ACKNOWLEDGEMENT ->
                s.mysql().map(m -> m.waitingCommits() + " commits").orElse("");
            default -> "";
        };
    }

    private static String proxyDetail(ProblemKind kind, ProxySight p) {
        return switch (kind) {
            case PROXY_DOWN -> p.proxy().map(Report.Proxy::error).orElse("");
            case PROXY_DRIFTED ->
                p.proxy().map(x -> String.join("; ", x.drift())).orElse("");
            default -> "";
        };
    }

    private static boolean silent(Topology t, ServerSight primary) {
        return primary.silent().compareTo(t.settings().bounds().silentAfter()) >= 0;
    }

    private static boolean somebodyReceives(Topology t, ServerSight primary) {
        return t.others().stream()
                .anyMatch(r -> r.receivesFrom(primary) && r.receiverSilent().compareTo(STILL_RECEIVES) < 0);
    }

    /** The primary waits for acknowledgements longer than any healthy commit does. */
    private static boolean starves(Topology t, ServerSight primary) {
        return primary.open()
                && primary.mysql().orElseThrow().semiSync().sourceSide()
                && primary.report()
                        .map(Report::probes)
                        .filter(p -> p.fault() == ProbeFault.WAITS_FOR_ACKNOWLEDGEMENT
                                || primary.mysql().orElseThrow().waitingCommits() > 0)
                        .filter(p -> p.writeSilent().compareTo(Duration.ofMillis(500)) > 0)
                        .isPresent();
    }
}
