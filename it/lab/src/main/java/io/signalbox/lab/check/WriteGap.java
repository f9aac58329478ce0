package io.signalbox.lab.check;

import io.signalbox.lab.ledger.Via;
import io.signalbox.lab.ledger.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long clients behind HAProxy got no acknowledgement: from the last one before to the first one after.
 *
 * @param all over all writers together; empty if none was acknowledged afterwards
 * @param worstWriter of the single writer that waited longest; empty if one never wrote again
 * @param later the longest gap after the one above, over all writers: a stall while the site mends itself
 */
public record WriteGap(Optional<Duration> all, Optional<Duration> worstWriter, Duration later) {

    /** Two acknowledgements with nothing between them. */
    private record Pair(Write before, Write after) {
        boolean changesServer() {
            return !before.server().equals(after.server());
        }

        long nanosSince(long notBefore) {
            long from = before.endedNanos() - notBefore > 0 ? before.endedNanos() : notBefore;
            return Math.max(0, after.endedNanos() - from);
        }
    }

    /**
     * The gap that {@code faultNanos} caused: where the acknowledging server changes first, else the longest that ends
     * after the fault.
     *
     * @param notBeforeNanos a gap that began earlier is counted from here. Where links are cut a moment before the kill
     *     the commits already wait, by the drill's doing: then this is the kill. Otherwise it is the round's start, and
     *     the gap counts from its last acknowledgement.
     */
    public static WriteGap of(List<Write> writes, long faultNanos, long notBeforeNanos) {
        List<Write> acknowledged = writes.stream()
                .filter(w -> w.acknowledged() && w.via() == Via.PROXY)
                .sorted(Comparator.comparingLong(w -> w.endedNanos() - faultNanos))
                .toList();
        Optional<Pair> gap = find(acknowledged, faultNanos, notBeforeNanos);
        Map<String, List<Write>> byWriter = new TreeMap<>();
        acknowledged.forEach(w ->
                byWriter.computeIfAbsent(w.writer(), name -> new ArrayList<>()).add(w));
        return new WriteGap(
                gap.map(p -> Duration.ofNanos(p.nanosSince(notBeforeNanos))),
                worst(byWriter, faultNanos, notBeforeNanos),
                gap.map(p -> laterThan(p, acknowledged)).orElse(Duration.ZERO));
    }

    private static Optional<Pair> find(List<Write> acknowledged, long faultNanos, long notBeforeNanos) {
        List<Pair> after = pairs(acknowledged).stream()
                .filter(p -> p.after().endedNanos() - faultNanos > 0)
                .toList();
        return after.stream()
                .filter(Pair::changesServer)
                .findFirst()
                .or(() -> after.stream().max(Comparator.comparingLong(p -> p.nanosSince(notBeforeNanos))));
    }

    private static Optional<Duration> worst(Map<String, List<Write>> byWriter, long faultNanos, long notBeforeNanos) {
        Duration worst = Duration.ZERO;
        for (List<Write> one : byWriter.values()) {
            Optional<Pair> gap = find(one, faultNanos, notBeforeNanos);
            if (gap.isEmpty()) {
                return Optional.empty();
            }
            Duration length = Duration.ofNanos(gap.get().nanosSince(notBeforeNanos));
            worst = length.compareTo(worst) > 0 ? length : worst;
        }
        return byWriter.isEmpty() ? Optional.empty() : Optional.of(worst);
    }

    private static Duration laterThan(Pair gap, List<Write> acknowledged) {
        long from = gap.after().endedNanos();
        return Duration.ofNanos(pairs(acknowledged).stream()
                .filter(p -> p.before().endedNanos() - from >= 0)
                .mapToLong(p -> p.nanosSince(from))
                .max()
                .orElse(0));
    }

    private static List<Pair> pairs(List<Write> acknowledged) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 1; i < acknowledged.size(); i++) {
            pairs.add(new Pair(acknowledged.get(i - 1), acknowledged.get(i)));
        }
        return pairs;
    }
}
