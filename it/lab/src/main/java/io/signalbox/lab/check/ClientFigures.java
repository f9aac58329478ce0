package io.signalbox.lab.check;

import io.signalbox.lab.ledger.ClientKind;
import io.signalbox.lab.ledger.Outcome;
import io.signalbox.lab.ledger.Via;
import io.signalbox.lab.ledger.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * How one kind of client behind HAProxy fared.
 *
 * @param failed writes that were not acknowledged. A pool's and {@code mysql}'s are there too where no connection was to be had; raw
 *     connections that fail are counted by {@link Openings} alone
 * @param longestWait the longest that any one client of this kind went without an acknowledgement: from one to its next, from its first
 *     attempt to the first, and from the last to the end of the ledger
 */
public record ClientFigures(ClientKind kind, long acknowledged, long failed, Duration longestWait) {

    /** One for each kind that wrote, in the order of the kinds. */
    public static List<ClientFigures> of(List<Write> writes) {
        List<Write> behindProxy =
                writes.stream().filter(w -> w.via() == Via.PROXY).toList();
        Map<ClientKind, List<Write>> byKind = new TreeMap<>();
        behindProxy.forEach(w ->
                byKind.computeIfAbsent(w.client(), kind -> new ArrayList<>()).add(w));
        List<ClientFigures> figures = new ArrayList<>();
        byKind.forEach((kind, own) -> figures.add(of(kind, own, writes)));
        return figures;
    }

    private static ClientFigures of(ClientKind kind, List<Write> own, List<Write> all) {
        // The clock may be negative and may wrap: only differences mean something.
        long zero = all.getFirst().endedNanos();
        long end = all.stream().mapToLong(w -> w.endedNanos() - zero).max().orElse(0);
        Map<String, List<Write>> byWriter = new TreeMap<>();
        own.forEach(w -> byWriter.computeIfAbsent(w.writer(), writer -> new ArrayList<>())
                .add(w));
        long acknowledged =
                own.stream().filter(w -> w.outcome() == Outcome.ACKNOWLEDGED).count();
        return new ClientFigures(
                kind,
                acknowledged,
                own.size() - acknowledged,
                byWriter.values().stream()
                        .map(one -> longest(one, zero, end))
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO));
    }

    private static Duration longest(List<Write> one, long zero, long end) {
        long begin = one.stream().mapToLong(w -> w.sentNanos() - zero).min().orElse(end);
        long[] marks = LongStream.concat(
                        LongStream.of(begin, end),
                        one.stream().filter(Write::acknowledged).mapToLong(w -> w.endedNanos() - zero))
                .sorted()
                .toArray();
        long longest = 0;
        for (int i = 1; i < marks.length; i++) {
            longest = Math.max(longest, marks[i] - marks[i - 1]);
        }
        return Duration.ofNanos(longest);
    }
}
