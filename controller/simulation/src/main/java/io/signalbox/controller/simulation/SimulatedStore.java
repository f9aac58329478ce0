package io.signalbox.controller.simulation;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** The store of all controllers: compare-and-swap, a journal, terms that only grow. */
final class SimulatedStore {
    private final List<JournalEntry> journal = new ArrayList<>();
    private final Runnable written;
    private ClusterRecord record;
    private long term;

    /** @param written told after each change of the record */
    SimulatedStore(String cluster, Runnable written) {
        this.written = written;
        this.record = new ClusterRecord(
                cluster,
                0,
                0,
                0,
                "",
                new TreeSet<>(),
                1,
                false,
                ClusterRecord.Mode.AUTOMATIC,
                Run.NONE,
                new TreeMap<>());
    }

    ClusterRecord record() {
        return record;
    }

    long nextTerm() {
        return ++term;
    }

    boolean write(long expectedRev, ClusterRecord next) {
        if (record.rev() != expectedRev) {
            return false;
        }
        if (next.rev() <= expectedRev) {
            throw new IllegalStateException("rev must grow: " + expectedRev + " to " + next.rev());
        }
        record = next;
        term = Math.max(term, next.term());
        written.run();
        return true;
    }

    void append(JournalEntry entry) {
        journal.add(entry);
    }

    List<JournalEntry> journal(String run) {
        return journal.stream().filter(entry -> entry.run().equals(run)).toList();
    }
}
