package io.signalbox.controller.daemon.store;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import java.io.IOException;
import java.util.List;

/**
 * The durable memory of one cluster, used by one thread at a time. What a method has answered is durable, but for
 * {@link #append}, whose entries wait for the next {@link #sync} or {@link #write}; when a method throws, it is unknown
 * whether the change was made, and the next call finds out or makes the old state durable again.
 */
public interface Store extends AutoCloseable {

    /** The record as last written; {@code rev = 0} when nothing was written yet. */
    ClusterRecord read() throws IOException;

    /** Replaces the record if its rev is still {@code expectedRev}; then all that was appended is durable too. */
    Outcome write(long expectedRev, ClusterRecord record) throws IOException;

    /** Adds to the journal: durable with the next {@link #write} or {@link #sync}, all or nothing with it. */
    void append(JournalEntry entry) throws IOException;

    /** Makes durable what was appended. Nothing that an entry covers may be done before. */
    void sync() throws IOException;

    /** The entries of {@code run} that are still kept, oldest first. */
    List<JournalEntry> journal(String run) throws IOException;

    /** The entries of whichever run was journaled last, as far as they are still kept, oldest first. */
    List<JournalEntry> lately() throws IOException;

    /** A term higher than every term that was ever used here, durable before it is answered. */
    long nextTerm() throws IOException;

    @Override
    void close() throws IOException;

    /** What became of a write. */
    sealed interface Outcome {}

    /** The record is durable. */
    record Replaced() implements Outcome {}

    /** Somebody wrote in between; {@code found} is what is there. */
    record Outrun(ClusterRecord found) implements Outcome {}
}
