package io.signalbox.controller.simulation;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/** The store of all controllers: compare-and-swap, a journal, terms that only grow. */
final class SimulatedStore {
    private final List<JournalEntry> journal = new ArrayList<>();
    private final World world;
    private final boolean careless;
    private ClusterRecord record;
    private long term;

    /** One write that succeeded. */
    record Change(ClusterRecord before, ClusterRecord after) {}

    /** @param careless writes without comparing; only in a planted mutation */
    SimulatedStore(String cluster, World world, boolean careless) {
        this.world = world;
        this.careless = careless;
        this.record = ClusterRecord.blank(cluster);
    }

    ClusterRecord record() {
        return record;
    }

    long nextTerm() {
        return ++term;
    }

    boolean write(long expectedRev, ClusterRecord next) {
        if (record.rev() != expectedRev && !careless) {
            return false;
        }
        Change change = new Change(record, next);
        record = next;
        term = Math.max(term, next.term());
        world.recorded(change);
        return true;
    }

    void append(JournalEntry entry) {
        journal.add(entry);
        world.coverage().journaled(entry);
    }

    List<JournalEntry> journal(String run) {
        return journal.stream().filter(entry -> entry.run().equals(run)).toList();
    }
}
