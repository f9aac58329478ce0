package io.signalbox.controller.simulation;

import io.signalbox.controller.simulation.Commits.Heard;
import io.signalbox.controller.simulation.Transaction.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What clients write to a mysqld, from the statement to the synced binlog, and what they wait for on the way: a process that
 * hangs, a server that is being closed, a disk that stands still. What is wrong with the disk is kept here.
 */
final class Writes {
    private static final long SYNC = 100;
    private static final long SYNC_USUAL = 900;
    private static final long SYNC_SLOWEST = 30 * Schedule.MILLI;

    private final SimulatedMysql mysql;
    private final Schedule schedule;
    private final Chance chance;
    private final Witness witness;
    private final Deque<Runnable> stalled = new ArrayDeque<>();
    private final Deque<Runnable> held = new ArrayDeque<>();
    private boolean closing;
    private boolean syncsWait;
    private DiskTrouble trouble = DiskTrouble.NONE;

    Writes(SimulatedMysql mysql, Schedule schedule, Chance chance, Witness witness) {
        this.mysql = mysql;
        this.schedule = schedule;
        this.chance = chance;
        this.witness = witness;
    }

    void write(Kind kind, long id, Consumer<Heard> client) {
        if (mysql.offline()) {
            client.accept(Heard.CONNECTION_LOST);
            return;
        }
        whenItTakesWrites(client, () -> {
            Transaction transaction =
                    Transaction.of(mysql.disk().uuid(), mysql.disk().nextNumber(), kind, id);
            witness.named(mysql, transaction);
            syncLater(mysql.commits().begin(transaction, client));
        });
    }

    /** An account statement that is not logged: it waits for no acknowledgement, and nobody else ever hears of it. */
    void turnDoor(Runnable turn, Consumer<Heard> client) {
        whenItTakesWrites(client, () -> {
            turn.run();
            client.accept(Heard.OK);
        });
    }

    private void whenItTakesWrites(Consumer<Heard> client, Runnable write) {
        if (!mysql.running()) {
            client.accept(Heard.CONNECTION_LOST);
        } else if (mysql.hangs()) {
            long mine = mysql.life();
            mysql.whenThawed(() -> whenItTakesWrites(client, write));
            watchLoss(mine, client);
        } else if (closing) {
            held.add(() -> whenItTakesWrites(client, write));
        } else if (mysql.readOnly()) {
            client.accept(Heard.READ_ONLY);
        } else if (trouble == DiskTrouble.STALLED) {
            stalled.add(() -> whenItTakesWrites(client, write));
        } else if (!diskTakesWrites()) {
            client.accept(Heard.DISK_FAILS);
        } else {
            write.run();
        }
    }

    private void watchLoss(long mine, Consumer<Heard> client) {
        schedule.after(Schedule.SECOND, () -> {
            if (mysql.life() != mine) {
                client.accept(Heard.CONNECTION_LOST);
            } else if (mysql.hangs()) {
                watchLoss(mine, client);
            }
        });
    }

    // --- syncing

    /** A hang, a disk that stands still and an end of the power get in between. */
    private void syncLater(int place) {
        long mine = mysql.life();
        schedule.after(chance.delay(SYNC, SYNC_USUAL, SYNC_SLOWEST), () -> sync(mine, place));
    }

    private void sync(long mine, int place) {
        if (mysql.life() != mine || syncsWait) {
            return;
        }
        if (mysql.hangs()) {
            mysql.whenThawed(() -> sync(mine, place));
        } else if (trouble == DiskTrouble.STALLED) {
            stalled.add(() -> sync(mine, place));
        } else {
            mysql.commits().synced(place);
            mysql.pumpAll();
        }
    }

    /** From now on nothing that is written to the binlog is synced, until the power is lost. */
    void syncNoMore() {
        syncsWait = mysql.running();
    }

    // --- the disk

    DiskTrouble trouble() {
        return trouble;
    }

    boolean diskTakesWrites() {
        return trouble == DiskTrouble.NONE;
    }

    /** What is being received and applied stops, too; it goes on when the disk is sound. */
    void disk(DiskTrouble now) {
        mysql.trace("disk: ", now);
        trouble = now;
        if (now == DiskTrouble.FULL) {
            mysql.applier().runsOutOfRoom();
        }
        if (diskTakesWrites()) {
            goOn(stalled);
            mysql.applier().goOn();
        }
    }

    // --- being closed

    /** New writes wait; true once nothing is in the middle of a commit. */
    boolean tryClose() {
        closing = true;
        if (mysql.commits().waiting() == 0) {
            mysql.close();
            stopClosing();
            return true;
        }
        return false;
    }

    void stopClosing() {
        closing = false;
        goOn(held);
    }

    /** The process is gone. */
    void lose() {
        closing = false;
        syncsWait = false;
        Deque<Runnable> lost = new ArrayDeque<>(held);
        held.clear();
        lost.addAll(stalled);
        stalled.clear();
        lost.forEach(Runnable::run);
    }

    private static void goOn(Deque<Runnable> waiting) {
        Deque<Runnable> go = new ArrayDeque<>(waiting);
        waiting.clear();
        go.forEach(Runnable::run);
    }
}
