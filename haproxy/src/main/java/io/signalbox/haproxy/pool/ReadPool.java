package io.signalbox.haproxy.pool;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The replicas that are read from, as of the last look. Immutable: each {@link #look} gives the next one. A replica
 * whose lag is not known keeps its weight, as HAProxy's own check says then whether it is there at all.
 */
public record ReadPool(LagCurve curve, LastResort lastResort, SortedMap<String, Reader> readers) {

    public ReadPool {
        readers = Collections.unmodifiableSortedMap(new TreeMap<>(readers));
    }

    public static ReadPool of(LagCurve curve, LastResort lastResort) {
        return new ReadPool(curve, lastResort, new TreeMap<>());
    }

    /**
     * @param now on a clock that only goes forward
     * @param lags of the replicas that answered
     */
    public ReadPool look(Duration now, SortedMap<String, Duration> lags) {
        boolean mayEmpty =
                lastResort != LastResort.STALE || lags.entrySet().stream().anyMatch(this::serves);
        SortedMap<String, Reader> next = new TreeMap<>(readers);
        lags.forEach((server, lag) -> {
            Reader before = readers.getOrDefault(server, Reader.first(now));
            next.put(server, before.look(now, lag, curve, mayEmpty));
        });
        return new ReadPool(curve, lastResort, next);
    }

    /** It is read from, and stays so at this look. */
    private boolean serves(Map.Entry<String, Duration> lag) {
        Reader reader = readers.get(lag.getKey());
        return curve.weight(lag.getValue()) > 0 && (reader == null || reader.weight() > 0);
    }

    /** In hundredths of what the controller wishes, of each replica that ever answered. */
    public SortedMap<String, Integer> weights() {
        SortedMap<String, Integer> weights = new TreeMap<>();
        readers.forEach((server, reader) -> weights.put(server, reader.weight()));
        return weights;
    }

    /** How many changes there were, of all replicas together. */
    public long changes() {
        return readers.values().stream().mapToLong(Reader::changes).sum();
    }
}
