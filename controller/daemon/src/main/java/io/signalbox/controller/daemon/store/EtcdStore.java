package io.signalbox.controller.daemon.store;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One key of etcd per cluster, which holds the whole {@link Document}: it is replaced by compare-and-swap on the revision
 * that was seen last, so that record, journal and term never disagree and whoever wrote in between is noticed by all
 * three. A term is above every term and every revision of etcd that was seen, so that it grows even if the key is lost.
 * After a failure the outcome is unknown; the next call reads first, and a late change makes its own swap fail.
 */
public final class EtcdStore implements Store {
    /** Swaps that are tried while others change the key, but not what the caller's write depends on. */
    private static final int ATTEMPTS = 5;

    private final Keys keys;
    private final String key;
    private final String cluster;
    private final List<Line> appended = new ArrayList<>();
    private Memory memory;
    private final String writer = UUID.randomUUID().toString();
    private long writes;
    private long revision;
    private boolean current;

    /** @param key where the cluster's document is */
    public EtcdStore(Keys keys, String key, String cluster) {
        this.keys = keys;
        this.key = key;
        this.cluster = cluster;
        this.memory = new Memory(cluster);
    }

    /** The record in what a key holds; blank when it holds nothing. */
    public static ClusterRecord recordIn(String cluster, Optional<String> value) throws IOException {
        return Document.record(cluster, value);
    }

    @Override
    public ClusterRecord read() throws IOException {
        look();
        return memory.record();
    }

    @Override
    public Outcome write(long expectedRev, ClusterRecord record) throws IOException {
        if (record.rev() <= expectedRev) {
            throw new IllegalArgumentException("rev must grow: " + expectedRev + " to " + record.rev());
        }
        lookIfUnsure();
        return memory.record().rev() == expectedRev && add(new Line.Recorded(record), expectedRev)
                ? new Replaced()
                : new Outrun(memory.record());
    }

    @Override
    public void append(JournalEntry entry) {
        appended.add(new Line.Journaled(entry));
    }

    @Override
    public void sync() throws IOException {
        if (appended.isEmpty()) {
            return;
        }
        lookIfUnsure();
        if (!add(new Line.Batch(List.of()), memory.record().rev())) {
            throw new IOException(
                    "another controller wrote rev " + memory.record().rev() + " in between");
        }
    }

    @Override
    public List<JournalEntry> journal(String run) throws IOException {
        lookIfUnsure();
        return memory.journal(run);
    }

    @Override
    public List<JournalEntry> lately() throws IOException {
        lookIfUnsure();
        return memory.lately();
    }

    @Override
    public long nextTerm() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long next = Math.max(look(), memory.term()) + 1;
            if (swap(withAppended(new Line.Term(next)))) {
                return next;
            }
        }
        throw new IOException("others change the record without a pause");
    }

    /** Takes over all that {@code from} holds, terms and journal too; refused unless nothing was ever written here. */
    public void begin(FileStore from) throws IOException {
        look();
        if (revision != 0 || !swap(new Line.Batch(from.memory().lines()))) {
            throw new IOException("etcd holds something of " + cluster + " already");
        }
    }

    /** What etcd's client needs ends with it. */
    @Override
    public void close() {}

    /** @return etcd's own revision */
    private long look() throws IOException {
        current = false;
        Keys.Found found = keys.get(key);
        adopt(found);
        return found.latest();
    }

    private void lookIfUnsure() throws IOException {
        if (!current) {
            look();
        }
    }

    private void adopt(Keys.Found found) throws IOException {
        memory = Document.memory(cluster, found.value());
        revision = found.revision();
        current = true;
    }

    /**
     * Makes durable what was appended, and {@code line}.
     *
     * @return false if the record's rev is {@code expectedRev} no more
     */
    private boolean add(Line line, long expectedRev) throws IOException {
        Line all = withAppended(line);
        for (int attempt = 0; attempt < ATTEMPTS && memory.record().rev() == expectedRev; attempt++) {
            if (swap(all)) {
                return true;
            }
        }
        return false;
    }

    private Line withAppended(Line line) {
        List<Line> all = new ArrayList<>(appended);
        all.add(line);
        appended.clear();
        return new Line.Batch(all);
    }

    private boolean swap(Line line) throws IOException {
        Memory wanted = memory.copy();
        wanted.add(line);
        String text = Document.write(writer + ":" + ++writes, wanted);
        current = false;
        return switch (keys.swap(key, revision, text)) {
            case Keys.Done done -> {
                memory = wanted;
                revision = done.revision();
                current = true;
                yield true;
            }
            case Keys.Differs differs -> {
                adopt(differs.found());
                // A request that was sent again, at another member, may find its own first try.
                yield differs.found().value().equals(Optional.of(text));
            }
            case Keys.Deposed deposed -> throw new IOException("another controller leads: this one writes nothing");
        };
    }
}
