package io.signalbox.controller.simulation;

import io.signalbox.controller.simulation.Transaction.Kind;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A mysqld as the facts describe it: boots harmless, keeps its relay log, commits its binlog's tail when it is restarted
 * as it is, acknowledges what waits when it is ended in an orderly way, does nothing at all while it hangs.
 */
final class SimulatedMysql {
    private static final long BOOTS = 700 * Schedule.MILLI;
    private static final long BOOTS_AT_MOST = 1300 * Schedule.MILLI;
    private static final long LOOKS = 10 * Schedule.MILLI;
    private static final long COPIES = 300 * Schedule.MILLI;
    private static final long COPIES_AT_MOST = 4 * Schedule.SECOND;

    private final String name;
    private final Schedule schedule;
    private final Chance chance;
    private final Network network;
    private final Witness witness;
    private final Disk disk;
    private final Commits commits;
    private final Receiver receiver;
    private final Applier applier;
    private final Writes writes;
    private final OrderlyEnd end;
    private final List<Dump> dumps = new ArrayList<>();
    private final Set<Consumer<Boolean>> watchers = new LinkedHashSet<>();
    private final Deque<Runnable> frozen = new ArrayDeque<>();
    private final List<Transaction> byHand = new ArrayList<>();
    private final Set<Flaw> flaws;
    private long uuids;
    private long life;
    private boolean running;
    private boolean starting;
    private boolean hangs;
    private boolean readOnly = true;
    private boolean acknowledges;
    private boolean starves;
    private boolean offline;

    SimulatedMysql(
            String name,
            Schedule schedule,
            Chance chance,
            Receiver.Neighbours neighbours,
            Witness witness,
            Set<Flaw> flaws) {
        this.name = name;
        this.flaws = flaws;
        this.schedule = schedule;
        this.chance = chance;
        this.network = neighbours.network();
        this.witness = witness;
        this.disk = new Disk(newUuid());
        this.commits = new Commits(disk, transaction -> witness.acknowledged(this, transaction));
        this.receiver = new Receiver(this, neighbours, schedule, chance);
        this.applier = new Applier(this, schedule, chance);
        this.writes = new Writes(this, schedule, chance, witness);
        this.end = new OrderlyEnd(this, schedule, chance);
    }

    boolean has(Flaw flaw) {
        return flaws.contains(flaw);
    }

    private String newUuid() {
        return UUID.nameUUIDFromBytes((name + "#" + uuids++).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    String name() {
        return name;
    }

    void trace(Object... what) {
        witness.trace(name, what);
    }

    Disk disk() {
        return disk;
    }

    Commits commits() {
        return commits;
    }

    Receiver receiver() {
        return receiver;
    }

    Applier applier() {
        return applier;
    }

    Writes writes() {
        return writes;
    }

    /** Changes with every process. */
    long life() {
        return life;
    }

    boolean running() {
        return running;
    }

    boolean starting() {
        return starting;
    }

    boolean awake() {
        return running && !hangs;
    }

    boolean hangs() {
        return hangs;
    }

    /** Who comes in is answered. */
    boolean answers() {
        return awake() && !end.begun();
    }

    OrderlyEnd end() {
        return end;
    }

    boolean readOnly() {
        return readOnly;
    }

    boolean acknowledges() {
        return acknowledges;
    }

    void setAcknowledges(boolean on) {
        acknowledges = on;
    }

    /** Told true when the process is up and false when it ended. */
    void watch(Consumer<Boolean> watcher) {
        watchers.add(watcher);
    }

    void unwatch(Consumer<Boolean> watcher) {
        watchers.remove(watcher);
    }

    /** Whether a write that began now would be answered OK some time without anybody's help. */
    boolean canAcknowledge() {
        return running && !readOnly && !offline && !end.begun() && (!commits.counted() || counted() >= commits.count());
    }

    /** How many replicas may acknowledge; of two connections of one replica only the last is there. */
    private int counted() {
        int replicas = 0;
        for (Dump dump : dumps) {
            replicas += dump.mayAcknowledge() ? 1 : 0;
        }
        return replicas;
    }

    List<Dump> dumps() {
        return dumps;
    }

    // --- the process

    /** A process that starts already is waited for. */
    void launch(Runnable up, Runnable failed) {
        if (running) {
            up.run();
            return;
        }
        if (!starting) {
            starting = true;
            long mine = ++life;
            schedule.after(chance.between(BOOTS, BOOTS_AT_MOST), () -> {
                if (life == mine) {
                    boot();
                }
            });
        }
        watchStart(life, up, failed);
    }

    private void watchStart(long mine, Runnable up, Runnable failed) {
        schedule.after(LOOKS, () -> {
            if (life != mine) {
                failed.run();
            } else if (running) {
                up.run();
            } else {
                watchStart(mine, up, failed);
            }
        });
    }

    private void boot() {
        starting = false;
        running = true;
        hangs = false;
        readOnly = !has(Flaw.BOOTS_WRITABLE);
        if (has(Flaw.RELAY_LOG_DISCARDED_AT_RESTART)) {
            disk.discardRelayLog();
        }
        disk.recover();
        witness.changed(this);
        trace("mysqld is up as ", disk.uuid().substring(0, 8), " with ", disk.executed());
        List.copyOf(watchers).forEach(each -> each.accept(true));
    }

    void kill() {
        if (running || starting) {
            trace("mysqld killed, ", commits.waiting(), " commits waiting");
            die();
        }
    }

    /** As {@link #kill}, and of the binlog a suffix that was not synced, drawn by lot, is gone: nobody was sent it. */
    void losePower() {
        List<Transaction> lost =
                disk.loseUnsynced((int) chance.between(0, disk.binlog().size() - disk.synced()));
        lost.forEach(transaction -> witness.unwritten(this, transaction));
        kill();
    }

    /** SIGTERM: acknowledges what waits, then ends. */
    void terminate(Runnable ended) {
        if (!running) {
            die();
            ended.run();
            return;
        }
        end.byOrder(ended);
    }

    void die() {
        boolean was = running;
        life++;
        running = false;
        starting = false;
        hangs = false;
        starves = false;
        offline = false;
        readOnly = true;
        acknowledges = false;
        frozen.clear();
        commits.lose();
        writes.lose();
        receiver.stop();
        applier.stop();
        dumps.forEach(Dump::end);
        dumps.clear();
        if (was) {
            List.copyOf(watchers).forEach(each -> each.accept(false));
        }
    }

    void hang() {
        if (running && !hangs) {
            trace("mysqld hangs");
            hangs = true;
        }
    }

    /** As {@link #hang}, but what it waits for is a processor, and its agent sees that. */
    void starve() {
        hang();
        starves = hangs;
    }

    boolean starves() {
        return starves;
    }

    void thaw() {
        if (hangs) {
            trace("mysqld goes on");
            hangs = false;
            starves = false;
            while (!frozen.isEmpty() && !hangs) {
                frozen.remove().run();
            }
            applier.goOn();
            pumpAll();
        }
    }

    /** When it goes on; never if it dies before. */
    void whenThawed(Runnable act) {
        frozen.add(act);
    }

    /** Now, or when it goes on; never if it dies before. */
    void whenAwake(Runnable act) {
        if (hangs) {
            frozen.add(act);
        } else if (running) {
            act.run();
        }
    }

    GtidSet cutTail(GtidSet keep) {
        GtidSet gone = disk.cut(keep);
        if (!has(Flaw.TAIL_CUT_KEEPS_UUID)) {
            disk.rename(newUuid());
        }
        witness.changed(this);
        return gone;
    }

    // --- copies of another's data

    /**
     * All data goes first; what the donor has when the copy ends comes in its place, and mysqld ends. Whoever copied has
     * lost the connection then, as with any other end of mysqld, and cannot tell them apart.
     */
    void copyFrom(String donor, Acts.Reply reply) {
        SimulatedMysql source = receiver.neighbour(donor);
        long mine = life;
        long theirs = source.life();
        dumps.forEach(Dump::end);
        dumps.clear();
        disk.drop();
        trace("data is dropped, to be copied from ", donor);
        witness.changed(this);
        schedule.after(chance.between(COPIES, COPIES_AT_MOST), () -> {
            if (life != mine) {
                reply.done();
            } else if (source.life() != theirs || !source.answers() || !network.openBothWays(name, donor)) {
                reply.failed("COPY_FAILED");
            } else {
                disk.become(source.disk());
                trace("has the data of ", donor, ": ", disk.executed());
                witness.changed(this);
                reply.done();
                die();
            }
        });
    }

    List<Transaction> byHand() {
        return byHand;
    }

    /** As if it had been written here too, before whatever waits for an acknowledgement. */
    void takeOver(Transaction transaction) {
        if (running) {
            disk.takeOver(transaction);
        } else {
            disk.takeOverBeforeTheTail(transaction);
        }
    }

    void forgetPast() {
        disk.rename(newUuid());
    }

    /** Somebody with all privileges writes past read_only; no acknowledgement is waited for. */
    void commitByHand() {
        if (answers() && readOnly) {
            Transaction transaction = Transaction.of(disk.uuid(), disk.nextNumber(), Kind.HEARTBEAT, 0);
            witness.named(this, transaction);
            trace("commits ", transaction, " by hand");
            byHand.add(transaction);
            disk.takeOver(transaction);
            pumpAll();
        }
    }

    // --- replication

    boolean accepts(String replica) {
        return answers() && !offline && !disk.doorLocked(replica);
    }

    boolean shutsOut(String replica) {
        return answers() && disk.doorLocked(replica);
    }

    Dump serve(SimulatedMysql replica) {
        Dump dump = new Dump(this, replica, network);
        dumps.removeIf(old -> !old.served());
        dumps.add(dump);
        dump.pump();
        return dump;
    }

    void endDumpsOf(String replica) {
        dumps.stream().filter(dump -> dump.replicaName().equals(replica)).forEach(Dump::end);
        dumps.removeIf(dump -> !dump.served());
    }

    void receive(Transaction transaction) {
        receiver.heardNow();
        disk.receive(transaction);
        applier.goOn();
    }

    void pumpAll() {
        if (awake()) {
            List.copyOf(dumps).forEach(Dump::pump);
        }
    }

    // --- being opened and closed

    void open() {
        readOnly = false;
        offline = false;
        trace("mysqld is open, ", commits.counted() ? "counts " + commits.count() : "alone");
        witness.changed(this);
    }

    void close() {
        readOnly = true;
    }

    /** {@code offline_mode}: everybody's sessions end, those of replicas too, and nobody but administrators gets in. */
    void goOffline() {
        if (answers()) {
            trace("mysqld is offline, ", commits.waiting(), " commits waiting");
            offline = true;
            commits.endSessions();
            List.copyOf(dumps).forEach(Dump::end);
            dumps.clear();
        }
    }

    boolean offline() {
        return offline;
    }
}
