package io.signalbox.lab.ledger;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The book of one round. Written by many threads, without waiting; read when they have stopped, or meanwhile. */
public final class Ledger {
    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
    private final Queue<Opening> openings = new ConcurrentLinkedQueue<>();
    private final Queue<Audit> audits = new ConcurrentLinkedQueue<>();
    /** Servers that acknowledged through HAProxy; with {@code newest} a running drill sees at a glance how far it is. */
    private final Set<String> servers = ConcurrentHashMap.newKeySet();

    private final AtomicReference<@Nullable Write> newest = new AtomicReference<>();
    private final AtomicLong readsDone = new AtomicLong();
    private final AtomicLong readsFailed = new AtomicLong();

    public void add(Write write) {
        writes.add(write);
        if (write.acknowledged() && write.via() == Via.PROXY) {
            servers.add(write.server());
            newest.accumulateAndGet(write, Ledger::later);
        }
    }

    private static @Nullable Write later(@Nullable Write known, @Nullable Write added) {
        if (known == null || added == null) {
            return added;
        }
        return added.sentNanos() - known.sentNanos() > 0 ? added : known;
    }

    public void add(Opening opening) {
        openings.add(opening);
    }

    public void add(Audit audit) {
        audits.add(audit);
    }

    public void readDone() {
        readsDone.incrementAndGet();
    }

    public void readFailed() {
        readsFailed.incrementAndGet();
    }

    /** In the order in which they ended, nearly: sort by {@code endedNanos} where the order decides. */
    public List<Write> writes() {
        return List.copyOf(writes);
    }

    public List<Opening> openings() {
        return List.copyOf(openings);
    }

    public List<Audit> audits() {
        return List.copyOf(audits);
    }

    public long reads() {
        return readsDone.get();
    }

    public long failedReads() {
        return readsFailed.get();
    }

    /** True as soon as an acknowledgement by a server other than {@code uuid} was read through HAProxy. */
    public boolean acknowledgedByAnotherThan(String uuid) {
        return writes.stream()
                .anyMatch(w ->
                        w.acknowledged() && w.via() == Via.PROXY && !w.server().equals(uuid));
    }

    /** True if a write that was sent after {@code nanos} was acknowledged through HAProxy. */
    public boolean acknowledgedSince(long nanos) {
        return writes.stream().anyMatch(w -> w.acknowledged() && w.via() == Via.PROXY && w.sentNanos() - nanos > 0);
    }
}
