package io.signalbox.lab.check;

import io.signalbox.lab.ledger.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long two servers could acknowledge at the same time, within a ledger that spans at most one change of primary.
 *
 * <p>An acknowledgement happened somewhere between the moment its write was sent and the moment its answer was read. So a
 * server was certainly acknowledging from its first answer until it was last sent a write that it acknowledged. The
 * overlap of two such spans is proof of two writers: a client thread that was slow to read its answer cannot feign
 * it. An overlap shorter than one write's round trip may go unseen here; the GTID sets tell of it ({@link GtidEvidence}).
 */
public record WriterOverlap(Duration time, List<String> servers) {
    private record Span(long first, long last) {
        Span with(Write write) {
            return new Span(min(first, write.endedNanos()), max(last, write.sentNanos()));
        }

        long overlap(Span other) {
            return Math.max(0, min(last, other.last) - max(first, other.first));
        }
    }

    public static WriterOverlap of(List<Write> writes) {
        SortedMap<String, Span> spans = new TreeMap<>();
        writes.stream()
                .filter(Write::acknowledged)
                .forEach(w -> spans.put(
                        w.server(),
                        spans.getOrDefault(w.server(), new Span(w.endedNanos(), w.sentNanos()))
                                .with(w)));
        List<Span> all = new ArrayList<>(spans.values());
        long nanos = 0;
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                nanos += all.get(i).overlap(all.get(j));
            }
        }
        return new WriterOverlap(Duration.ofNanos(nanos), List.copyOf(spans.keySet()));
    }

    // nanoTime may be negative and may wrap: only differences mean something.
    private static long min(long a, long b) {
        return a - b < 0 ? a : b;
    }

    private static long max(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
