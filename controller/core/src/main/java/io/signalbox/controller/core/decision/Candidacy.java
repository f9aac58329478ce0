package io.signalbox.controller.core.decision;

import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import io.signalbox.controller.core.settings.ClusterSettings.PromotionRule;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Who may become primary, and who rather. Two tables: what bars a server from every choice that Signalbox makes, and
 * what speaks against a planned switchover to it as well; a failover takes what it can get.
 */
public final class Candidacy {
    /** One reason against one server, as a row. */
    private record Row(String code, BiPredicate<Topology, ServerSight> speaks, Sentence sentence) {}

    /** What follows the server's name. */
    private interface Sentence {
        String of(Topology t, ServerSight s);
    }

    /** Whatever it holds, it is not promoted by anybody's choice but an operator's who names it. */
    private static final List<Row> BARS = List.of(
            row(
                    "RULE_NEVER",
                    "must never be promoted, by its rule",
                    (t, s) -> s.server().rule() == PromotionRule.NEVER),
            row(
                    "IN_MAINTENANCE",
                    "is out of service, by an operator",
                    (t, s) -> t.record().maintenance().contains(s.name())),
            new Row(
                    "APPLIER_BROKEN",
                    (t, s) -> s.mysql()
                            .filter(m -> !m.applier().error().isEmpty())
                            .isPresent(),
                    (t, s) -> "its applier stopped with an error: "
                            + s.mysql().map(m -> m.applier().error()).orElse("")),
            new Row(
                    "RECEIVED_LOST",
                    (t, s) -> !s.lost().isEmpty(),
                    (t, s) -> "once had received what it has no more: " + s.lost()),
            row(
                    "NOT_IN_HAPROXY",
                    "is in no HAProxy's configuration, so that no client would reach it",
                    (t, s) -> !t.proxiesKnow(s.name())),
            row("FILE_SYSTEM_READ_ONLY", "has a file system that takes no writes", (t, s) -> s.fileSystemReadOnly()),
            new Row(
                    "DISK_CRITICAL",
                    (t, s) -> s.diskCritical(),
                    (t, s) -> "has a disk that is as good as full: "
                            + s.host().map(h -> h.diskFreeBytes() >> 20).orElse(0L) + " MiB left"));

    /** A switchover can wait until these are over. */
    private static final List<Row> AGAINST_A_SWITCHOVER = List.of(
            row("AGENT_UNREACHABLE", "its agent cannot be reached", (t, s) -> !s.fresh()),
            row("DOWN", "its mysqld does not run", (t, s) -> s.fresh() && !s.running()),
            row(
                    "NOT_AN_ACKER",
                    "its acknowledgement does not count",
                    (t, s) -> !t.record().ackers().contains(s.name())),
            row("OFFLINE", "turns clients away (offline_mode), as somebody wanted", (t, s) -> s.offline()),
            row("NOT_FOLLOWING", "does not follow the primary", (t, s) -> s.running() && !doesItsPart(t, s)),
            new Row(
                    "LAGS",
                    Candidacy::lags,
                    (t, s) -> "lags more than is allowed: "
                            + s.mysql().map(m -> m.heartbeatLag().toMillis()).orElse(0L) + " ms, more than "
                            + t.settings().bounds().maxReadLag().toMillis() + " ms"),
            new Row(
                    "OLDER_VERSION",
                    Candidacy::older,
                    (t, s) -> "runs MySQL " + version(s) + ", older than the primary's "
                            + t.primary().map(Candidacy::version).orElse("")),
            new Row(
                    "ERRANT",
                    (t, s) -> s.running()
                            && t.primary()
                                    .filter(p -> p.running() && !s.errantTo(p).isEmpty())
                                    .isPresent(),
                    (t, s) -> "has transactions that the primary lacks: "
                            + t.primary().map(s::errantTo).map(Object::toString).orElse("")));

    private Candidacy() {}

    private static Row row(String code, String sentence, BiPredicate<Topology, ServerSight> speaks) {
        return new Row(code, speaks, (t, s) -> sentence);
    }

    /** An acker follows and acknowledges; who is none (in maintenance, or joining) only follows. */
    private static boolean doesItsPart(Topology t, ServerSight s) {
        boolean acker = t.record().ackers().contains(s.name());
        return t.primary().filter(p -> acker ? s.attachedTo(p) : s.follows(p)).isPresent();
    }

    private static boolean lags(Topology t, ServerSight s) {
        return s.mysql()
                .filter(m -> m.heartbeatLag().compareTo(t.settings().bounds().maxReadLag()) > 0)
                .isPresent();
    }

    /** A newer primary's data and binlog are not made for an older server; patch releases go together. */
    private static boolean older(Topology t, ServerSight s) {
        return t.primary()
                .filter(p -> p.running() && s.running() && Series.of(version(s)).before(Series.of(version(p))))
                .isPresent();
    }

    private static String version(ServerSight s) {
        return s.mysql().map(m -> m.version()).orElse("");
    }

    /** {@code 8.4} of {@code 8.4.6-log}; zeros of what is no version. */
    private record Series(int major, int minor) {
        static Series of(String version) {
            String[] parts = version.split("\\D", 3);
            return new Series(number(parts, 0), number(parts, 1));
        }

        private static int number(String[] parts, int at) {
            return at < parts.length && parts[at].matches("\\d{1,6}") ? Integer.parseInt(parts[at]) : 0;
        }

        boolean before(Series other) {
            return Comparator.comparingInt(Series::major)
                            .thenComparingInt(Series::minor)
                            .compare(this, other)
                    < 0;
        }
    }

    // ---- what speaks against a server

    /** What bars the server from being chosen, whatever it holds; empty if nothing does. */
    public static List<Blocker> bars(Topology t, ServerSight s) {
        return speaking(BARS, t, s).toList();
    }

    /** Why the server cannot be switched over to now, every reason of it; empty if it can. */
    public static List<Blocker> blockers(Topology t, ServerSight s) {
        if (s.name().equals(t.record().primary())) {
            return List.of(new Blocker("IS_PRIMARY", s.name(), s.name() + " is the primary already"));
        }
        return Stream.concat(speaking(AGAINST_A_SWITCHOVER, t, s), speaking(BARS, t, s))
                .toList();
    }

    private static Stream<Blocker> speaking(List<Row> rows, Topology t, ServerSight s) {
        return rows.stream()
                .filter(r -> r.speaks().test(t, s))
                .map(r -> new Blocker(
                        r.code(), s.name(), s.name() + " " + r.sentence().of(t, s)));
    }

    // ---- who rather

    /** Among servers that hold as much: by rule, then the zone of {@code from}, then who has least to do, then by name. */
    public static Comparator<DatabaseServer> preference(
            Topology t, String from, ToLongFunction<DatabaseServer> toBeDone) {
        String zone = t.server(from).map(s -> s.server().zone()).orElse("");
        return Comparator.comparing(DatabaseServer::rule)
                .thenComparing(s -> !s.zone().equals(zone))
                .thenComparingLong(toBeDone)
                .thenComparing(DatabaseServer::name);
    }
}
