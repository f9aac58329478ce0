package io.signalbox.controller.simulation;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Semi-synchronous commits with AFTER_SYNC: written to the binlog, then synced, so that dumps may read it; committed and
 * answered when enough replicas have acknowledged its place in the binlog, or a later one.
 */
final class Commits {
    /** What a client hears. */
    enum Heard {
        OK,
        READ_ONLY,
        DISK_FAILS,
        CONNECTION_LOST
    }

    private record Waiting(Transaction transaction, int place, Consumer<Heard> client) {}

    private final Disk disk;
    private final Consumer<Transaction> acknowledged;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<String, Integer> places = new HashMap<>();
    private boolean counted;
    private int count = 1;

    Commits(Disk disk, Consumer<Transaction> acknowledged) {
        this.disk = disk;
        this.acknowledged = acknowledged;
    }

    boolean counted() {
        return counted;
    }

    int count() {
        return count;
    }

    void setCount(int acknowledgements) {
        count = acknowledgements;
        release();
    }

    /** Switching it off acknowledges all that waits and is synced. */
    void setCounted(boolean on) {
        counted = on;
        if (!on) {
            commitUpTo(Integer.MAX_VALUE);
        }
    }

    int waiting() {
        return waiting.size();
    }

    /** Says at which place of the binlog it was written. */
    int begin(Transaction transaction, Consumer<Heard> client) {
        disk.write(transaction);
        waiting.add(new Waiting(transaction, disk.binlog().size(), client));
        return disk.binlog().size();
    }

    /** Everything up to {@code place} survives a loss of power, and may be read. */
    void synced(int place) {
        disk.sync(place);
        if (!counted) {
            commitUpTo(Integer.MAX_VALUE);
        }
    }

    /** A replica has everything up to {@code place}. */
    void acknowledged(String replica, int place) {
        places.merge(replica, place, Math::max);
        release();
    }

    private void release() {
        if (counted && places.size() >= count) {
            commitUpTo(places.values().stream()
                    .sorted(Comparator.reverseOrder())
                    .skip(count - 1L)
                    .findFirst()
                    .orElse(0));
        }
    }

    private void commitUpTo(int place) {
        int most = Math.min(place, disk.synced());
        while (!waiting.isEmpty() && waiting.peek().place() <= most) {
            Waiting done = waiting.remove();
            disk.commit(done.transaction());
            acknowledged.accept(done.transaction());
            done.client().accept(Heard.OK);
        }
    }

    /** The sessions of all clients end; what waited is in the binlog, and is committed when it is acknowledged. */
    void endSessions() {
        Deque<Waiting> ended = new ArrayDeque<>(waiting);
        waiting.clear();
        ended.forEach(each -> waiting.add(new Waiting(each.transaction(), each.place(), heard -> {})));
        ended.forEach(each -> each.client().accept(Heard.CONNECTION_LOST));
    }

    /** The process is gone: what waited is in the binlog, or was lost with the power, and nobody hears of it. */
    void lose() {
        Deque<Waiting> lost = new ArrayDeque<>(waiting);
        waiting.clear();
        places.clear();
        counted = false;
        count = 1;
        lost.forEach(each -> each.client().accept(Heard.CONNECTION_LOST));
    }
}
