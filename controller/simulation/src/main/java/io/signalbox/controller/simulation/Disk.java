package io.signalbox.controller.simulation;

import io.signalbox.controller.simulation.Transaction.Gtid;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of a mysqld survives its death: engine, binlog, relay log, where it followed. */
final class Disk {
    private final Map<Gtid, Transaction> engine = new HashMap<>();
    private final Set<Transaction> onBinlog = new LinkedHashSet<>();
    private List<Transaction> binlog = new ArrayList<>();
    private int synced;
    private final List<Transaction> relay = new ArrayList<>();
    private final Set<Transaction> onRelay = new LinkedHashSet<>();
    private GtidSet purged = GtidSet.EMPTY;
    private final Set<String> lockedDoors = new LinkedHashSet<>();
    private GtidSet executed = GtidSet.EMPTY;
    private boolean copied = true;
    private GtidSet retrieved = GtidSet.EMPTY;
    private int applied;
    private String uuid;
    private long lastNumber;
    private String source = "";

    Disk(String uuid) {
        this.uuid = uuid;
    }

    String uuid() {
        return uuid;
    }

    /** Takes a new uuid; its numbers begin anew. */
    void rename(String newUuid) {
        uuid = newUuid;
        lastNumber = 0;
    }

    long nextNumber() {
        return ++lastNumber;
    }

    String source() {
        return source;
    }

    void follow(String newSource) {
        source = newSource;
    }

    GtidSet executed() {
        return executed;
    }

    /** Executed and retrieved together. */
    GtidSet received() {
        return retrieved.union(executed);
    }

    /** Executed and all that can be read in the binlog. */
    GtidSet history() {
        GtidSet all = executed;
        for (int i = synced - 1; i >= 0 && !engine.containsKey(binlog.get(i).gtid()); i--) {
            all = all.union(binlog.get(i).set());
        }
        return all;
    }

    List<Transaction> binlog() {
        return binlog;
    }

    /** How much of the binlog survives a loss of power; nobody is sent more. */
    int synced() {
        return synced;
    }

    void sync(int place) {
        synced = Math.max(synced, Math.min(place, binlog.size()));
    }

    /** To the binlog, not synced yet. */
    void write(Transaction transaction) {
        binlog.add(transaction);
        onBinlog.add(transaction);
    }

    /** To the binlog, and synced, with all that was written before. */
    void log(Transaction transaction) {
        write(transaction);
        synced = binlog.size();
    }

    /** The power is lost: of what was not synced, all but the first {@code kept} is gone, and said. */
    List<Transaction> loseUnsynced(int kept) {
        List<Transaction> tail = binlog.subList(synced + kept, binlog.size());
        List<Transaction> lost = List.copyOf(tail);
        lost.forEach(onBinlog::remove);
        tail.clear();
        return lost;
    }

    /** Commits it, in the binlog too, if it is not here. */
    void takeOver(Transaction transaction) {
        if (!executed(transaction)) {
            log(transaction);
            commit(transaction);
        }
    }

    /** Nobody reads this binlog now, and what only it has may be cut off, with all that stands behind. */
    void takeOverBeforeTheTail(Transaction transaction) {
        if (!executed(transaction)) {
            int at = binlog.size();
            while (at > 0 && !executed(binlog.get(at - 1))) {
                at--;
            }
            binlog.add(at, transaction);
            onBinlog.add(transaction);
            synced = binlog.size();
            commit(transaction);
        }
    }

    boolean executed(Transaction transaction) {
        return engine.containsKey(transaction.gtid());
    }

    void commit(Transaction transaction) {
        if (engine.putIfAbsent(transaction.gtid(), transaction) == null) {
            executed = executed.union(transaction.set());
        }
    }

    void lockDoor(String replica) {
        lockedDoors.add(replica);
    }

    void unlockDoor(String replica) {
        lockedDoors.remove(replica);
    }

    boolean doorLocked(String replica) {
        return lockedDoors.contains(replica);
    }

    /** Into the relay log, unless it is known already. */
    void receive(Transaction transaction) {
        if (!engine.containsKey(transaction.gtid()) && !retrieved.contains(transaction.set())) {
            relay.add(transaction);
            onRelay.add(transaction);
            retrieved = retrieved.union(transaction.set());
        }
    }

    boolean allApplied() {
        return applied == relay.size();
    }

    int backlog() {
        return relay.size() - applied;
    }

    /** Applies the next received transaction; it goes to the own binlog too. */
    void applyNext() {
        Transaction next = relay.get(applied++);
        if (!executed(next)) {
            log(next);
            commit(next);
        }
    }

    /** RESET REPLICA ALL. */
    void forgetSource() {
        relay.clear();
        onRelay.clear();
        retrieved = GtidSet.EMPTY;
        applied = 0;
        source = "";
    }

    /** All data and the binlog, as a copy of another's begins. The uuid stays. */
    void drop() {
        engine.clear();
        onBinlog.clear();
        binlog = new ArrayList<>();
        synced = 0;
        lockedDoors.clear();
        purged = GtidSet.EMPTY;
        executed = GtidSet.EMPTY;
        forgetSource();
        copied = false;
    }

    /** No copy was begun, or the last one is whole. */
    boolean copied() {
        return copied;
    }

    /**
     * What {@code other} has committed, and where it follows. Its binlog too, which no real copy brings: nothing is ever
     * purged here, and whoever asks for more than a binlog has would be copied in its turn.
     */
    void become(Disk other) {
        engine.putAll(other.engine);
        for (Transaction transaction : other.binlog) {
            if (other.executed(transaction)) {
                log(transaction);
            }
        }
        executed = other.executed;
        lockedDoors.addAll(other.lockedDoors);
        purged = other.purged;
        source = other.source;
        copied = true;
    }

    /** Whether this very content is here in some form, acknowledged or not. */
    boolean holds(Transaction transaction) {
        Transaction same = engine.get(transaction.gtid());
        return same == null
                ? onBinlog.contains(transaction) || onRelay.contains(transaction)
                : same.equals(transaction);
    }

    /** What {@code relay_log_recovery=ON} does: what was received and not applied is forgotten. */
    void discardRelayLog() {
        while (relay.size() > applied) {
            onRelay.remove(relay.removeLast());
        }
        retrieved = executed;
    }

    /** A plain restart commits whatever the binlog has, and goes on with the number behind its last own one. */
    void recover() {
        synced = binlog.size();
        for (Transaction transaction : binlog) {
            commit(transaction);
        }
        lastNumber = 0;
        for (Transaction transaction : binlog) {
            lastNumber = transaction.uuid().equals(uuid) ? Math.max(lastNumber, transaction.number()) : lastNumber;
        }
    }

    /** What is committed here and cannot be read in the binlog. */
    GtidSet purged() {
        return purged;
    }

    /** Cuts the binlog at the first transaction that {@code keep} lacks; says what was cut. */
    GtidSet cut(GtidSet keep) {
        int at = 0;
        while (at < binlog.size() && keep.contains(binlog.get(at).set())) {
            at++;
        }
        GtidSet gone = GtidSet.EMPTY;
        for (Transaction transaction : binlog.subList(at, binlog.size())) {
            gone = gone.union(transaction.set());
            onBinlog.remove(transaction);
            purged = executed(transaction) ? purged.union(transaction.set()) : purged;
        }
        binlog = new ArrayList<>(binlog.subList(0, at));
        synced = at;
        return gone;
    }
}
