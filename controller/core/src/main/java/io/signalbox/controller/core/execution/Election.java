package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.decision.Candidacy;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may follow the primary, by what the reached servers hold. Every set was read after its server's detachment.
 *
 * @param received by server: all that it received or executed
 * @param executed by server
 * @param lost by acker: what it once had received, and may have acknowledged, and has no more
 */
record Election(
        Topology topology,
        SortedMap<String, GtidSet> received,
        Map<String, GtidSet> executed,
        SortedMap<String, GtidSet> lost) {

    /** Who becomes primary, and whom it follows before, until it holds all that was received; empty: it does already. */
    record Choice(String winner, String source) {
        boolean complete() {
            return source.isEmpty();
        }
    }

    /** Everything that any reached server holds, or is known to have held when it might have acknowledged it. */
    GtidSet all() {
        return Stream.concat(received.values().stream(), lost.values().stream()).reduce(GtidSet.EMPTY, GtidSet::union);
    }

    private GtidSet held() {
        return received.values().stream().reduce(GtidSet.EMPTY, GtidSet::union);
    }

    /**
     * The best of those that hold everything and may be promoted, or the wished one whatever bars it. Where there is none,
     * the best that may be promoted, with somebody who can bring it up to date.
     */
    Optional<Choice> choice(String wish) {
        Predicate<DatabaseServer> eligible =
                s -> wish.isEmpty() ? bars(s).isEmpty() : s.name().equals(wish);
        Optional<Choice> complete = holders().filter(eligible).min(preference()).map(s -> new Choice(s.name(), ""));
        return complete.or(() -> incomplete(eligible));
    }

    private Optional<Choice> incomplete(Predicate<DatabaseServer> eligible) {
        return holders()
                .filter(s -> runs(s) && !open(s))
                .min(Comparator.comparingLong(this::backlog))
                .flatMap(source -> reached()
                        .filter(eligible)
                        .filter(s -> runs(s) && topology.record().ackers().contains(s.name()))
                        .min(preference())
                        .map(s -> new Choice(s.name(), source.name())));
    }

    /** Why there is no choice. */
    String obstacle(String wish) {
        if (!held().contains(all())) {
            return "nobody who was reached holds what was received once and is lost, and may have been acknowledged: "
                    + lost;
        }
        if (holders().findAny().isEmpty()) {
            return "diverged: no server holds all that the reached servers hold " + received;
        }
        return wish.isEmpty()
                ? "nobody who was reached may be promoted: "
                        + reached()
                                .flatMap(s -> bars(s).stream())
                                .map(Blocker::sentence)
                                .collect(Collectors.joining(", "))
                : wish + " does not hold all that the reached servers hold " + received
                        + ", and cannot be brought up to date";
    }

    private Stream<DatabaseServer> reached() {
        return topology.settings().servers().stream().filter(s -> received.containsKey(s.name()));
    }

    private Stream<DatabaseServer> holders() {
        GtidSet all = all();
        return reached().filter(s -> of(s.name()).contains(all));
    }

    private List<Blocker> bars(DatabaseServer s) {
        return topology.server(s.name())
                .map(seen -> Candidacy.bars(topology, seen))
                .orElse(List.of());
    }

    private boolean runs(DatabaseServer s) {
        return topology.server(s.name()).filter(ServerSight::running).isPresent();
    }

    private boolean open(DatabaseServer s) {
        return topology.server(s.name()).filter(ServerSight::open).isPresent();
    }

    private Comparator<DatabaseServer> preference() {
        Comparator<DatabaseServer> usual =
                Candidacy.preference(topology, topology.record().primary(), s -> missing(s) + backlog(s));
        boolean full = topology.primary().filter(ServerSight::diskCritical).isPresent();
        return full ? Comparator.comparing(this::lacksRoom).thenComparing(usual) : usual;
    }

    /** What filled the old primary's disk would soon fill this one. */
    private boolean lacksRoom(DatabaseServer s) {
        return topology.server(s.name()).filter(ServerSight::hasRoom).isEmpty();
    }

    private GtidSet of(String server) {
        return received.getOrDefault(server, GtidSet.EMPTY);
    }

    private long missing(DatabaseServer s) {
        return all().minus(of(s.name())).count();
    }

    private long backlog(DatabaseServer s) {
        return of(s.name())
                .minus(executed.getOrDefault(s.name(), GtidSet.EMPTY))
                .count();
    }

    /**
     * The record that names {@code winner}. It is proven at once if enough of the new ackers hold all that the winner
     * holds and nobody who might hold more was left out.
     *
     * @param eligible whose acknowledgement may count: who counted before, and a primary that was closed in an orderly way.
     *     Anybody else may be open, or hold a tail of its own: their sets count here, they themselves come in by Join
     * @param nobodyMissing every server but the old primary was reached
     */
    ClusterRecord name(
            ClusterRecord record, String winner, Set<String> eligible, boolean nobodyMissing, int wantedCount) {
        Set<String> ackers = new TreeSet<>(received.keySet());
        ackers.retainAll(eligible);
        ackers.remove(winner);
        GtidSet all = of(winner);
        Amend next = Amend.of(record).nextEpochIf(record.run().kind() == Run.Kind.SWITCHOVER);
        next.primary(winner).ackersAndCount(ackers, wantedCount).run(promotion(record.run(), winner));
        long holders = ackers.stream().filter(a -> of(a).contains(all)).count();
        return next.proven(nobodyMissing && !ackers.isEmpty() && holders >= next.k())
                .done();
    }

    private static Run promotion(Run run, String winner) {
        return new Run(Run.Kind.PROMOTE, run.id(), run.from(), winner, run.cause(), run.operation());
    }
}
