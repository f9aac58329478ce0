package io.signalbox.controller.core.decision;

import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.WriteLock;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What speaks against an operator's wish, all of it at once. */
public final class Preflight {
    /** One reason against one server, as a row; the sentence goes on after the server's name. */
    private record Row(
            String code,
            BiFunction<Topology, ServerSight, String> sentence,
            BiPredicate<Topology, ServerSight> speaks) {
        Row(String code, String sentence, BiPredicate<Topology, ServerSight> speaks) {
            this(code, (t, s) -> sentence, speaks);
        }
    }

    private static final List<Row> AGAINST_LEAVING_THE_PRIMARY = List.of(
            new Row("PRIMARY_AGENT_UNREACHABLE", "cannot be closed: its agent cannot be reached", (t, p) -> !p.fresh()),
            new Row("PRIMARY_NOT_IN_SERVICE", "does not accept writes", (t, p) -> p.fresh() && !p.serves()),
            new Row(
                    "COMMITS_ARE_WAITING",
                    "commits wait for an acknowledgement",
                    (t, p) -> p.mysql()
                            .filter(m -> p.report()
                                                    .orElseThrow()
                                                    .probes()
                                                    .writeSilent()
                                                    .toMillis()
                                            > 500
                                    && m.waitingCommits() > 0)
                            .isPresent()),
            new Row(
                    "LONG_TRANSACTION",
                    (t, p) -> "runs a transaction older than "
                            + t.settings().bounds().longTransaction().toSeconds() + " s",
                    (t, p) -> p.mysql()
                            .filter(m -> m.longestTransaction()
                                            .compareTo(t.settings().bounds().longTransaction())
                                    > 0)
                            .isPresent()),
            new Row(
                    "WRITES_LOCKED",
                    (t, p) -> writeLock(t, p)
                            .map(lock -> "is kept from closing: " + lock.user()
                                    + " has run a writing statement, or had a table locked, for "
                                    + lock.held().toSeconds() + " s; lockWait is "
                                    + t.settings().bounds().lockWait().toMillis() + " ms")
                            .orElse(""),
                    (t, p) -> writeLock(t, p).isPresent()));

    private Preflight() {}

    /** Why the switchover cannot begin; empty if it can. */
    public static List<Blocker> switchover(Topology t, Intent.Switchover intent) {
        List<Blocker> blockers = new ArrayList<>(cluster(t, true));
        t.primary().ifPresent(p -> blockers.addAll(against(AGAINST_LEAVING_THE_PRIMARY, t, p)));
        blockers.addAll(target(t, intent.to()));
        return blockers;
    }

    /** Why the forced failover cannot begin; empty if it can. */
    public static List<Blocker> failover(Topology t, Intent.Failover intent) {
        if (t.primary().isEmpty()) {
            return first(t, intent);
        }
        List<Blocker> blockers = new ArrayList<>(cluster(t, !intent.allowDataLoss()));
        if (intent.to().equals(t.record().primary()) && !intent.to().isEmpty()) {
            blockers.add(new Blocker("IS_PRIMARY", intent.to(), intent.to() + " is the primary already"));
        }
        long reachable = t.ackers().stream().filter(ServerSight::running).count();
        if (!intent.allowDataLoss() && t.record().proven() && reachable < t.quorum()) {
            blockers.add(new Blocker(
                    "TOO_FEW_ACKERS",
                    "",
                    reachable + " ackers can be reached, " + t.quorum() + " must be detached: "
                            + t.record().ackers()));
        }
        if (t.others().stream().noneMatch(ServerSight::running)) {
            blockers.add(new Blocker("NO_CANDIDATE", "", "no other server runs and can be reached"));
        } else if (intent.to().isEmpty()
                && t.others().stream()
                        .noneMatch(s -> s.running() && Candidacy.bars(t, s).isEmpty())) {
            blockers.add(new Blocker("NO_CANDIDATE", "", "no other server may be promoted unless it is named"));
            t.others().forEach(s -> blockers.addAll(Candidacy.bars(t, s)));
        }
        return blockers;
    }

    /** Why the server cannot be the first primary of servers that hold something already; empty if it can. */
    private static List<Blocker> first(Topology t, Intent.Failover intent) {
        Optional<ServerSight> named = t.server(intent.to());
        if (named.isEmpty()) {
            return List.of(
                    intent.to().isEmpty()
                            ? new Blocker("NO_RECORD", "", "no primary was ever recorded: name the first one")
                            : new Blocker("UNKNOWN_SERVER", intent.to(), "there is no server " + intent.to()));
        }
        ServerSight first = named.get();
        if (!first.running()) {
            return List.of(new Blocker("DOWN", first.name(), first.name() + ": its mysqld does not run"));
        }
        return t.servers().stream()
                .filter(s -> !s.name().equals(first.name()))
                .flatMap(s -> againstTheFirst(s, first, intent.allowDataLoss()).stream())
                .toList();
    }

    private static Optional<Blocker> againstTheFirst(ServerSight s, ServerSight first, boolean allowDataLoss) {
        String name = s.name();
        if (s.open()) {
            return Optional.of(new Blocker("ACCEPTS_WRITES", name, name + " accepts writes: close it first"));
        }
        if (allowDataLoss) {
            return Optional.empty();
        }
        if (!s.running()) {
            return Optional.of(new Blocker("DOWN", name, name + ": what it holds cannot be seen"));
        }
        return holdsMore(s, first);
    }

    /** What the server has and {@code first} lacks, which would be left behind if that were opened. */
    public static Optional<Blocker> holdsMore(ServerSight s, ServerSight first) {
        GtidSet more = s.aheadOf(first);
        String sentence = s.name() + " has transactions that " + first.name() + " lacks: " + more;
        return more.isEmpty() ? Optional.empty() : Optional.of(new Blocker("HOLDS_MORE", s.name(), sentence));
    }

    /** Why the server cannot be taken out of service; empty if it can. */
    public static List<Blocker> maintenance(Topology t, Intent.Maintain intent) {
        String server = intent.server();
        List<String> others =
                t.record().ackers().stream().filter(a -> !a.equals(server)).toList();
        if (t.server(server).isEmpty()) {
            return List.of(new Blocker("UNKNOWN_SERVER", server, "there is no server " + server));
        }
        if (!intent.on()) {
            return List.of();
        }
        if (server.equals(t.record().primary())) {
            return List.of(new Blocker("IS_PRIMARY", server, server + " is the primary: switch over first"));
        }
        return t.record().ackers().contains(server) && others.isEmpty()
                ? List.of(
                        new Blocker("LAST_ACKER", server, server + " is the only server whose acknowledgement counts"))
                : List.of();
    }

    /** Why the server's data cannot be replaced by a copy of another's; empty if it can. */
    public static List<Blocker> reclone(Topology t, String server) {
        Optional<ServerSight> found = t.server(server);
        if (found.isEmpty()) {
            return List.of(new Blocker("UNKNOWN_SERVER", server, "there is no server " + server));
        }
        List<Blocker> blockers = new ArrayList<>();
        if (server.equals(t.record().primary())) {
            blockers.add(new Blocker("IS_PRIMARY", server, server + " is the primary: switch over first"));
        }
        if (t.record().ackers().contains(server)) {
            blockers.add(new Blocker(
                    "IS_ACKER",
                    server,
                    "the acknowledgement of " + server + " counts: take it out of service first (maintenance)"));
        }
        if (!found.get().fresh()) {
            blockers.add(new Blocker("AGENT_UNREACHABLE", server, server + ": its agent cannot be reached"));
        }
        if (t.primary().filter(ServerSight::serves).isEmpty()) {
            blockers.add(new Blocker("PRIMARY_NOT_IN_SERVICE", "", "no primary accepts writes"));
        }
        return blockers;
    }

    /** The server to switch to when the operator leaves the choice. */
    public static Optional<ServerSight> choose(Topology t) {
        return t.ackers().stream()
                .filter(s -> Candidacy.blockers(t, s).isEmpty())
                .min(Comparator.comparing(
                        ServerSight::server,
                        Candidacy.preference(
                                t,
                                t.record().primary(),
                                d -> t.server(d.name())
                                        .map(ServerSight::backlog)
                                        .orElse(0L))));
    }

    private static List<Blocker> cluster(Topology t, boolean mustBeProven) {
        List<Blocker> blockers = new ArrayList<>();
        if (t.primary().isEmpty()) {
            blockers.add(new Blocker("NO_RECORD", "", "no primary was ever recorded"));
        } else if (mustBeProven && !t.record().proven()) {
            blockers.add(new Blocker(
                    "NOT_PROVEN", "", "it is not proven that another server holds every acknowledged write"));
        }
        return blockers;
    }

    private static List<Blocker> target(Topology t, String to) {
        if (!to.isEmpty()) {
            return t.server(to)
                    .map(s -> Candidacy.blockers(t, s))
                    .orElseGet(() -> List.of(new Blocker("UNKNOWN_SERVER", to, "there is no server " + to)));
        }
        return choose(t).isPresent()
                ? List.of()
                : Stream.concat(
                                Stream.of(new Blocker("NO_CANDIDATE", "", "no server can take over")),
                                t.others().stream().flatMap(s -> Candidacy.blockers(t, s).stream()))
                        .toList();
    }

    /** Closing would wait for it, and every new write behind the close, until {@code lockWait} is over: in vain. */
    private static Optional<WriteLock> writeLock(Topology t, ServerSight primary) {
        return primary.mysql()
                .flatMap(Report.Mysql::writeLock)
                .filter(lock -> lock.held().compareTo(t.settings().bounds().lockWait()) > 0);
    }

    private static List<Blocker> against(List<Row> rows, Topology t, ServerSight s) {
        return rows.stream()
                .filter(r -> r.speaks().test(t, s))
                .map(r -> new Blocker(
                        r.code(), s.name(), s.name() + " " + r.sentence().apply(t, s)))
                .toList();
    }
}
