package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Who may follow the primary, by what the reached servers hold. Every set was read after its server's detachment.
 *
 * @param received by server: all that it received or executed
 * @param executed by server
 */
record Election(SortedMap<String, GtidSet> received, Map<String, GtidSet> executed) {

    /** Servers that hold everything that any reached server holds; the one with the least left to apply first. */
    List<String> candidates(List<String> order) {
        GtidSet all = received.values().stream().reduce(GtidSet.EMPTY, GtidSet::union);
        return received.keySet().stream()
                .filter(s -> of(s).contains(all))
                .sorted(Comparator.comparingLong(this::backlog).thenComparingInt(order::indexOf))
                .toList();
    }

    /** The best candidate, or the wished one if it is one. */
    Optional<String> winner(String wish, List<String> order) {
        return candidates(order).stream()
                .filter(c -> wish.isEmpty() || c.equals(wish))
                .findFirst();
    }

    private GtidSet of(String server) {
        return received.getOrDefault(server, GtidSet.EMPTY);
    }

    private long backlog(String server) {
        return of(server).minus(executed.getOrDefault(server, GtidSet.EMPTY)).count();
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
