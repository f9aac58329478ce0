package io.signalbox.mysql.act;

import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;

/** One thing done to, or read from, a running mysqld. Idempotent unless it says otherwise. */
public sealed interface MysqlAct {

    /**
     * Nothing is received or acknowledged any more: stops the receiver (I/O) thread and switches the replica side off, the
     * applier goes on; then reads executed and received.
     */
    record StopReceiver() implements MysqlAct {}

    record StartReceiver() implements MysqlAct {}

    record StartApplier() implements MysqlAct {}

    record StopApplier() implements MysqlAct {}

    /** Points the (stopped) receiver at a source. {@code bind} is the replica's own address. Keeps the relay log. */
    record ChangeSource(String host, int port, String bind, String account) implements MysqlAct {}

    /** Whether this server acknowledges what it receives; takes effect when the receiver starts. */
    record SetSemiSyncReplica(boolean on) implements MysqlAct {}

    /** Whether commits wait for acknowledgements. Switching it off acknowledges all that waits. */
    record SetSemiSyncSource(boolean on) implements MysqlAct {}

    record SetAckCount(int count) implements MysqlAct {}

    /**
     * Ends writing: {@code super_read_only} and {@code read_only} on, waiting for running statements at most
     * {@code lockWait}. Read back, with executed and received.
     */
    record Close(Duration lockWait) implements MysqlAct {}

    /**
     * Lets clients write; nothing else does. First commits wait for {@code count} acknowledgements, and for none
     * without {@code sourceSide}; then both read-only switches go off, but not if the source side should be on and is
     * not. Read back, with executed and received.
     */
    record Open(int count, boolean sourceSide) implements MysqlAct {}

    /** Waits until {@code set} is executed; fails at the bound. */
    record WaitForExecuted(GtidSet set, Duration bound) implements MysqlAct {}

    /** Forgets the source: stops the applier, RESET REPLICA ALL. Only when all that was received is applied. */
    record ForgetSource() implements MysqlAct {}

    /**
     * Replaces all data by a copy of the donor's: user data and binlog are dropped first, then mysqld copies and ends by
     * itself; its next start finishes the copy. {@code read_only} stays on. Not idempotent, and not to be taken back.
     */
    record Clone(String host, int port) implements MysqlAct {}

    /** Whether the copy that this server began last is whole, as mysqld says once it has started on it. */
    record ConfirmCopy() implements MysqlAct {}

    /** Forgets a source, and whatever its relay log seems to hold: a copy brought the donor's with it. */
    record DropSource() implements MysqlAct {}

    /** Locks the replication account of a replica, then ends its dump connection; on this server alone, and waiting for nobody. */
    record ShutDoor(String replica) implements MysqlAct {}

    /** Unlocks it again, on this server alone. */
    record OpenDoor(String replica) implements MysqlAct {}

    /** Reads executed and received. */
    record ReadSets() implements MysqlAct {}

    /** Reads executed and every GTID in the binlog, commits that still wait included. */
    record ReadHistory() implements MysqlAct {}

    /**
     * Whether this server is connected to that source already, by that account and from that address, heard it within the
     * last second, and acknowledges what it receives, or does not, as wanted: then it need not be told to follow.
     */
    record CheckSource(ChangeSource source, boolean acknowledges) implements MysqlAct {}

    /** Counts the commits that wait for an acknowledgement. */
    record CountWaiting() implements MysqlAct {}
}
