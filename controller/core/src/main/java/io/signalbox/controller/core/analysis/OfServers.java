package io.signalbox.controller.core.analysis;

import static io.signalbox.controller.core.analysis.Witnesses.millis;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.controller.core.analysis.Evidence.Says;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** What can be wrong with any server, and with those that are not the recorded primary. */
final class OfServers {
    private static final double DISK_FLOOR = 0.10;

    /** Of everybody but the recorded primary. */
    static final List<Row<ServerSight>> OTHERS = List.of(
            row(ProblemKind.SECOND_SERVER_IS_OPEN, (t, s) -> s.open(), s -> ""),
            row(
                    ProblemKind.ACKER_DETACHED,
                    (t, s) -> t.record().ackers().contains(s.name())
                            && t.primary().filter(s::attachedTo).isEmpty(),
                    s -> ""),
            row(ProblemKind.ACKER_CUT_OFF, OfServers::cutOff, OfServers::receiver),
            row(
                    ProblemKind.APPLIER_BROKEN,
                    (t, s) -> s.mysql()
                            .filter(m -> !m.applier().error().isEmpty())
                            .isPresent(),
                    s -> s.mysql().map(m -> m.applier().error()).orElse("")),
            row(ProblemKind.SERVER_SILENT, (t, s) -> s.mute(), OfServers::probes),
            row(ProblemKind.COPYING, (t, s) -> s.copying().isPresent(), OfServers::copying),
            row(ProblemKind.AT_THE_GATE, (t, s) -> s.atTheGate(), OfServers::detail),
            row(
                    ProblemKind.LAGS,
                    (t, s) -> s.mysql()
                            .filter(m -> m.heartbeatLag()
                                            .compareTo(t.settings().bounds().maxReadLag())
                                    > 0)
                            .isPresent(),
                    s -> s.mysql().map(m -> millis(m.heartbeatLag())).orElse("")),
            new Row<>(ProblemKind.AGENT_LOST, (t, s) -> !s.fresh(), OfServers::agent),
            row(ProblemKind.IN_MAINTENANCE, (t, s) -> t.record().maintenance().contains(s.name()), s -> ""));

    /** Of everybody, the recorded primary too. */
    static final List<Row<ServerSight>> ALL = List.of(
            row(
                    ProblemKind.RECEIVED_LOST,
                    (t, s) -> !s.lost().isEmpty(),
                    s -> s.lost().toString()),
            row(
                    ProblemKind.CANNOT_START,
                    (t, s) -> s.process()
                            .filter(p -> p == ProcessState.CANNOT_START)
                            .isPresent(),
                    OfServers::detail),
            row(ProblemKind.FILE_SYSTEM_READ_ONLY, (t, s) -> s.fileSystemReadOnly(), OfServers::probes),
            new Row<>(
                    ProblemKind.DISK_CRITICAL,
                    (t, s) -> s.diskCritical(),
                    (t, s) -> OfThePrimary.disk(s, Says.NOTHING)),
            row(ProblemKind.CONNECTIONS_EXHAUSTED, (t, s) -> exhausted(s), OfServers::connections),
            row(
                    ProblemKind.PROBE_CREDENTIALS_REFUSED,
                    (t, s) -> s.fault() == ProbeFault.CREDENTIALS,
                    OfServers::probes),
            row(ProblemKind.OFFLINE, (t, s) -> s.offline(), OfServers::probes),
            row(
                    ProblemKind.PROBE_CERTIFICATE_REFUSED,
                    (t, s) -> s.fault() == ProbeFault.CERTIFICATE,
                    OfServers::probes),
            new Row<>(
                    ProblemKind.DISK_FILLS,
                    (t, s) -> s.host().filter(h -> h.diskFree() < DISK_FLOOR).isPresent(),
                    (t, s) -> OfThePrimary.disk(s, Says.NOTHING)));

    private OfServers() {}

    /** A row whose evidence is one word of the server's own agent. */
    private static Row<ServerSight> row(
            ProblemKind kind, BiPredicate<Topology, ServerSight> matches, Function<ServerSight, String> value) {
        return new Row<>(kind, matches, (t, s) -> words(kind, s, value.apply(s)));
    }

    private static List<Evidence> words(ProblemKind kind, ServerSight s, String value) {
        Says says = kind == ProblemKind.CANNOT_START ? Says.LOST : s.running() ? Says.ALIVE : Says.NOTHING;
        return List.of(Evidence.own(s, says, "its agent", value));
    }

    private static String copying(ServerSight s) {
        return s.copying()
                .map(c -> "from " + c.donor() + (c.stage().isEmpty() ? "" : ", " + c.stage()) + ", " + c.copied()
                        + " of " + c.total() + " bytes")
                .orElse("");
    }

    static List<Evidence> agent(Topology t, ServerSight s) {
        return List.of(new Evidence(
                "controller",
                Says.NOTHING,
                "agent of " + s.name(),
                "heard " + millis(s.unheard()) + " ago",
                s.unheard()));
    }

    private static boolean cutOff(Topology t, ServerSight s) {
        return t.record().ackers().contains(s.name())
                && s.receiverSilent().compareTo(t.settings().bounds().witnessSilentAfter()) >= 0
                && t.primary()
                        .filter(p -> p.running() && p.silent().isZero() && s.follows(p))
                        .isPresent();
    }

    /** Its own words too: an account that is locked or refused is not a cable that was cut. */
    private static String receiver(ServerSight s) {
        String error = s.receiver().map(Report.Receiver::error).orElse("");
        return "heard of it " + millis(s.receiverSilent()) + " ago" + (error.isEmpty() ? "" : ": " + error);
    }

    private static boolean exhausted(ServerSight s) {
        return s.fault() == ProbeFault.TOO_MANY_CONNECTIONS
                || s.mysql().filter(m -> m.connections() >= m.maxConnections()).isPresent();
    }

    private static String connections(ServerSight s) {
        return s.mysql().map(m -> m.connections() + " of " + m.maxConnections()).orElse("");
    }

    private static String probes(ServerSight s) {
        return s.report().map(Report::probes).map(Report.Probes::sentence).orElse("");
    }

    private static String detail(ServerSight s) {
        return s.report().map(r -> r.mysqld().detail()).orElse("");
    }
}
