package io.signalbox.controller.daemon.store;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the lines of a history add up to: the highest term, the last record and the journal of the last run. Bounded:
 * entries of earlier runs are dropped, and of a run only the last {@value #KEPT_ENTRIES} are kept.
 */
final class Memory {
    static final int KEPT_ENTRIES = 1000;

    private final Deque<JournalEntry> journal = new ArrayDeque<>();
    private final String cluster;
    private ClusterRecord record;
    private long term;

    Memory(String cluster) {
        this.cluster = cluster;
        record = ClusterRecord.blank(cluster);
    }

    Memory copy() {
        Memory copy = new Memory(cluster);
        lines().forEach(copy::add);
        return copy;
    }

    void add(Line line) {
        switch (line) {
            case Line.Term given -> term = Math.max(term, given.term());
            case Line.Recorded written -> {
                record = written.record();
                term = Math.max(term, record.term());
            }
            case Line.Journaled written -> keep(written.entry());
            case Line.Batch batch -> batch.lines().forEach(this::add);
        }
    }

    private void keep(JournalEntry entry) {
        if (!journal.isEmpty() && !journal.getLast().run().equals(entry.run())) {
            journal.clear();
        }
        journal.addLast(entry);
        if (journal.size() > KEPT_ENTRIES) {
            journal.removeFirst();
        }
    }

    ClusterRecord record() {
        return record;
    }

    long term() {
        return term;
    }

    List<JournalEntry> journal(String run) {
        return journal.stream().filter(entry -> entry.run().equals(run)).toList();
    }

    List<JournalEntry> lately() {
        return List.copyOf(journal);
    }

    /** The fewest lines that add up to the same. */
    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line.Term(term));
        if (record.rev() > 0) {
            lines.add(new Line.Recorded(record));
        }
        journal.forEach(entry -> lines.add(new Line.Journaled(entry)));
        return lines;
    }
}
