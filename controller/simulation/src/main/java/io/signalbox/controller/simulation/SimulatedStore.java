package io.signalbox.controller.simulation;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The store of all controllers: compare-and-swap, a journal, terms that only grow, unless it is put back. */
final class SimulatedStore {
    private final List<JournalEntry> journal = new ArrayList<>();
    private final World world;
    private final boolean careless;
    private final List<Kept> backups = new ArrayList<>();
    private Optional<ClusterRecord> lost = Optional.empty();
    private ClusterRecord record;
    private long term;
    private int generation;

    /** What a backup of that moment would have. */
    private record Kept(ClusterRecord record, int journaled) {}

    /** One write that succeeded. */
    record Change(ClusterRecord before, ClusterRecord after) {
        /** Only who adopts leaves behind the takeovers that were counted. */
        boolean adopts() {
            return after.takeovers() < before.takeovers();
        }
    }

    /** @param careless writes without comparing; only in a planted mutation */
    SimulatedStore(String cluster, World world, boolean careless) {
        this.world = world;
        this.careless = careless;
        this.record = ClusterRecord.blank(cluster);
    }

    ClusterRecord record() {
        return record;
    }

    /** What was recorded last and binds everybody, whatever the store says since it was put back. */
    ClusterRecord valid() {
        return lost.orElse(record);
    }

    /** What it says binds nobody. */
    boolean wentBack() {
        return lost.isPresent();
    }

    /** Puts back any state that it had before, and the journal and the terms with it; there must have been one. */
    void putBack(Chance chance) {
        Kept kept = chance.of(backups);
        lost = Optional.of(valid()).filter(last -> !binding(last).equals(binding(kept.record())));
        world.trace("store", "is put back from ", record, " to ", kept.record());
        record = kept.record();
        term = record.term();
        journal.subList(kept.journaled(), journal.size()).clear();
        backups.clear();
        generation++;
    }

    /** What somebody may have acted upon: a run that was only announced has done nothing. */
    private static List<Object> binding(ClusterRecord record) {
        return List.of(record.epoch(), record.primary(), record.ackers(), record.k(), record.proven());
    }

    /** Another one after it was put back. */
    int generation() {
        return generation;
    }

    boolean hasBackups() {
        return !backups.isEmpty();
    }

    long nextTerm() {
        return ++term;
    }

    boolean write(long expectedRev, ClusterRecord next) {
        if (record.rev() != expectedRev && !careless) {
            return false;
        }
        Change change = new Change(record, next);
        backups.add(new Kept(record, journal.size()));
        record = next;
        term = Math.max(term, next.term());
        world.recorded(change);
        lost = lost.filter(last -> !change.adopts() || next.epoch() < last.epoch());
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
