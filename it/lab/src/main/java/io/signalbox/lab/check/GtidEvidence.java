package io.signalbox.lab.check;

import io.signalbox.lab.ledger.Write;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The servers' own word on who wrote: their GTID sets before and after a round.
 *
 * <p>Every acknowledgement needs a transaction of its server in the final primary's set, and no server may hold a
 * transaction that the final primary lacks.
 */
public final class GtidEvidence {
    private GtidEvidence() {}

    /**
     * What contradicts the ledger, one sentence each; empty if nothing does.
     *
     * @param before the primary's executed set when the ledger was empty
     * @param after the final primary's executed set
     * @param others the executed sets of the other servers, by name, read before {@code after}
     */
    public static List<String> against(
            List<Write> writes, GtidSet before, GtidSet after, SortedMap<String, GtidSet> others) {
        List<String> contradictions = new ArrayList<>();
        GtidSet news = after.minus(before);
        acknowledgedByServer(writes).forEach((server, acknowledged) -> {
            long executed = transactionsOf(server, news);
            if (executed < acknowledged) {
                contradictions.add(server + " acknowledged " + acknowledged
                        + " writes, but the final primary knows only " + executed + " new transactions of it");
            }
        });
        others.forEach((name, executed) -> {
            GtidSet errant = executed.minus(after);
            if (!errant.isEmpty()) {
                contradictions.add(name + " holds what the final primary lacks: " + errant);
            }
        });
        return contradictions;
    }

    private static Map<String, Long> acknowledgedByServer(List<Write> writes) {
        Map<String, Long> counts = new TreeMap<>();
        writes.stream().filter(Write::acknowledged).forEach(w -> counts.merge(w.server(), 1L, Long::sum));
        return counts;
    }

    private static long transactionsOf(String uuid, GtidSet set) {
        return set.members().entrySet().stream()
                .filter(member -> member.getKey().startsWith(uuid))
                .flatMap(member -> member.getValue().stream())
                .mapToLong(interval -> interval.last() - interval.first() + 1)
                .sum();
    }
}
