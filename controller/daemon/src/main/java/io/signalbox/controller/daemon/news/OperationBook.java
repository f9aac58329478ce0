package io.signalbox.controller.daemon.news;

import io.signalbox.controller.core.effect.Effect.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last {@value #KEPT} operations. */
public final class OperationBook {
    public static final int KEPT = 500;

    private static final String DRY = "dry-";

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * An operation and what the kernel does not know of it.
     *
     * @param requestedBy name of the token, or empty for one that an earlier controller was asked for
     */
    public record Entry(Operation operation, String cluster, String requestedBy, Instant startedAt, Instant updatedAt) {
        /** The kind stays as it was asked for: kernels name the plan, callers the wish. */
        Entry with(Operation newer, Instant at) {
            Operation renamed = new Operation(
                    newer.id(), operation.kind(), newer.state(), newer.sentence(), newer.blockers(), newer.run());
            return new Entry(renamed, cluster, requestedBy, startedAt, at);
        }
    }

    /** What the id of an operation that only asks begins with; it is answered, and leaves no trace. */
    public static String prefix(boolean dryRun) {
        return dryRun ? DRY : "op-";
    }

    public static boolean isDryRun(Operation operation) {
        return operation.id().startsWith(DRY);
    }

    /** Notes who asked, before the kernel hears of it. */
    public synchronized void begin(Operation operation, String cluster, String requestedBy, Instant at) {
        keep(new Entry(operation, cluster, requestedBy, at, at));
    }

    public synchronized void progress(String cluster, Operation operation, Instant at) {
        Entry known = entries.get(operation.id());
        keep(known == null ? new Entry(operation, cluster, "", at, at) : known.with(operation, at));
    }

    private void keep(Entry entry) {
        entries.put(entry.operation().id(), entry);
        if (entries.size() > KEPT) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    public synchronized Optional<Entry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** Newest first. */
    public synchronized List<Entry> all() {
        return new ArrayList<>(entries.values()).reversed();
    }
}
