package io.signalbox.lab.ledger;

import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Queue<Read> reads = new ConcurrentLinkedQueue<>();
    private final Queue<OwnRead> ownReads = new ConcurrentLinkedQueue<>();
    private final Map<ReadPort, AtomicLong> readsFailed =
            Map.of(ReadPort.POOL, new AtomicLong(), ReadPort.FRESH, new AtomicLong());

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

    public void add(Read read) {
        reads.add(read);
    }

    public void add(OwnRead read) {
        ownReads.add(read);
    }

    /** A connection for reading that was lost, or that was not to be had. */
    public void readFailed(ReadPort port) {
        Objects.requireNonNull(readsFailed.get(port)).incrementAndGet();
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

    /** In the order in which each reader made them. */
    public List<Read> reads(ReadPort port) {
        return reads.stream().filter(read -> read.port() == port).toList();
    }

    public List<OwnRead> ownReads() {
        return List.copyOf(ownReads);
    }

    public long failedReads(ReadPort port) {
        return Objects.requireNonNull(readsFailed.get(port)).get();
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
