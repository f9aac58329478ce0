package io.signalbox.controller.daemon.etcd;

import io.signalbox.controller.daemon.store.Keys;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The store's keys in etcd. A write carries the condition that this controller leads still: that the leader's key is the
 * one that it made itself.
 */
final class EtcdKeys implements Keys {
    private final Etcd etcd;
    private final Optional<Guard> guard;

    /**
     * On which a write depends.
     *
     * @param key the leader's
     * @param reign the revision at which this controller made it; empty: it leads no more
     */
    record Guard(String key, Supplier<OptionalLong> reign) {}

    EtcdKeys(Etcd etcd, Optional<Guard> guard) {
        this.etcd = etcd;
        this.guard = guard;
    }

    @Override
    public Found get(String key) throws IOException {
        Etcd.Range range = etcd.get(key, Etcd.STORE_CALL);
        return found(range, key);
    }

    @Override
    public Swapped swap(String key, long revision, String value) throws IOException {
        if (guard.isEmpty()) {
            return swap(key, revision, value, 0);
        }
        OptionalLong reign = guard.get().reign().get();
        return reign.isPresent() ? swap(key, revision, value, reign.getAsLong()) : new Deposed();
    }

    private Swapped swap(String key, long revision, String value, long reign) throws IOException {
        List<JsonObject> conditions = new ArrayList<>(List.of(Etcd.changedAt(key, revision)));
        List<String> keys = new ArrayList<>(List.of(key));
        guard.ifPresent(g -> {
            conditions.add(Etcd.createdAt(g.key(), reign));
            keys.add(g.key());
        });
        Etcd.Outcome outcome = etcd.putIf(conditions, Etcd.pair(key, value), keys, Etcd.STORE_CALL);
        if (outcome.succeeded()) {
            return new Done(outcome.found().latest());
        }
        return leads(outcome.found(), reign) ? new Differs(found(outcome.found(), key)) : new Deposed();
    }

    private boolean leads(Etcd.Range found, long reign) {
        return guard.isEmpty()
                || found.pair(guard.get().key())
                        .filter(p -> p.created() == reign)
                        .isPresent();
    }

    private static Found found(Etcd.Range range, String key) {
        Optional<Etcd.Pair> pair = range.pair(key);
        return new Found(
                pair.map(Etcd.Pair::value), pair.map(Etcd.Pair::changed).orElse(0L), range.latest());
    }
}
