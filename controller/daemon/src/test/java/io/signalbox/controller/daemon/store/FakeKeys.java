package io.signalbox.controller.daemon.store;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Etcd's map of keys in memory, whose answers can be lost, and which can be told that another controller leads. */
public final class FakeKeys implements Keys {
    private record Value(String text, long revision) {}

    /** What happens to the next swap. */
    public enum Fate {
        ANSWERED,
        LOST_BEFORE,
        LOST_AFTER
    }

    private final Map<String, Value> values = new TreeMap<>();
    private Fate next = Fate.ANSWERED;
    private boolean deposed;
    private long latest;

    public void next(Fate fate) {
        next = fate;
    }

    public void depose() {
        deposed = true;
    }

    @Override
    public Found get(String key) {
        Optional<Value> value = Optional.ofNullable(values.get(key));
        return new Found(value.map(Value::text), value.map(Value::revision).orElse(0L), latest);
    }

    @Override
    public Swapped swap(String key, long revision, String text) throws IOException {
        Fate fate = next;
        next = Fate.ANSWERED;
        if (fate == Fate.LOST_BEFORE) {
            throw new IOException("the request was lost");
        }
        Swapped outcome = swapped(key, revision, text);
        if (fate == Fate.LOST_AFTER) {
            throw new IOException("the answer was lost");
        }
        return outcome;
    }

    private Swapped swapped(String key, long revision, String text) {
        if (deposed) {
            return new Deposed();
        }
        if (get(key).revision() != revision) {
            return new Differs(get(key));
        }
        values.put(key, new Value(text, ++latest));
        return new Done(latest);
    }
}
