package io.signalbox.mysql.dialect;

import static io.signalbox.mysql.dialect.Statement.door;
import static io.signalbox.mysql.dialect.Statement.operator;

import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.mysql.literal.Quote;
import java.time.Duration;
import java.util.List;

/**
 * The table from each act to what is said to mysqld. Acts that only read have no statements here: see {@link Query}.
 * To a channel that has no source nothing is said of its applier (it answers that with various errors), nor that it should
 * stop or forget.
 */
public final class ActStatements {
    /** The smallest {@code lock_wait_timeout} that mysqld knows. */
    public static final Duration SHORTEST_LOCK_WAIT = Duration.ofSeconds(1);

    private ActStatements() {}

    /**
     * @param now the channel as it is
     * @param password of the replication account; used by {@link MysqlAct.ChangeSource} alone
     * @throws IllegalArgumentException if a value cannot stand in a statement
     */
    public static List<Statement> of(MysqlAct act, Channel now, String password) {
        return switch (act) {
            case MysqlAct.StopReceiver stop -> onChannel(now, "STOP REPLICA IO_THREAD");
            case MysqlAct.StartReceiver start -> one("START REPLICA IO_THREAD");
            case MysqlAct.StartApplier start -> onChannel(now, "START REPLICA SQL_THREAD");
            case MysqlAct.StopApplier stop -> onChannel(now, "STOP REPLICA SQL_THREAD");
            case MysqlAct.ChangeSource change -> ChangeSourceStatement.of(change, now, password);
            case MysqlAct.SetSemiSyncReplica set ->
                one("SET GLOBAL rpl_semi_sync_replica_enabled = " + onOff(set.on()));
            case MysqlAct.SetSemiSyncSource set -> one("SET GLOBAL rpl_semi_sync_source_enabled = " + onOff(set.on()));
            case MysqlAct.SetAckCount set ->
                one("SET GLOBAL rpl_semi_sync_source_wait_for_replica_count = " + atLeastOne(set.count()));
            case MysqlAct.Close close -> close(close.lockWait());
            case MysqlAct.Open open -> open(open.count(), open.sourceSide());
            case MysqlAct.ForgetSource forget -> forget(now);
            case MysqlAct.DropSource drop -> forget(now);
            case MysqlAct.Clone clone -> List.of(); // needs more than a channel: see CloneStatements
            case MysqlAct.ConfirmCopy read -> List.of();
            case MysqlAct.ShutDoor shut -> ofDoor(shut.replica(), "LOCK");
            case MysqlAct.OpenDoor open -> ofDoor(open.replica(), "UNLOCK");
            case MysqlAct.WaitForExecuted read -> List.of();
            case MysqlAct.ReadSets read -> List.of();
            case MysqlAct.ReadHistory read -> List.of();
            case MysqlAct.CheckSource read -> List.of();
            case MysqlAct.CountWaiting read -> List.of();
        };
    }

    /** Not logged: a door is its server's own, and must not wait for the acknowledgement of those it is about. */
    private static List<Statement> ofDoor(String replica, String turn) {
        return List.of(
                door("SET SESSION sql_log_bin = OFF"),
                door("ALTER USER " + Quote.account(AccountNames.replication(replica)) + " ACCOUNT " + turn));
    }

    /** Ends another session. */
    public static Statement kill(long session) {
        return operator("KILL " + session);
    }

    /** Ends the sessions of everybody but administrators, those whose commits wait too, and lets nobody else in. */
    public static Statement goOffline() {
        return operator("SET GLOBAL offline_mode = ON");
    }

    private static List<Statement> onChannel(Channel now, String sql) {
        return now.configured() ? one(sql) : List.of();
    }

    private static List<Statement> one(String sql) {
        return List.of(operator(sql));
    }

    /** {@code super_read_only} brings {@code read_only} with it. The lock wait is whole seconds, at least one. */
    private static List<Statement> close(Duration lockWait) {
        long seconds = Math.max(
                SHORTEST_LOCK_WAIT.toSeconds(), lockWait.plusMillis(999).toSeconds());
        return List.of(
                operator("SET SESSION lock_wait_timeout = " + seconds), operator("SET GLOBAL super_read_only = ON"));
    }

    /** mysqld goes through such a list although one of its variables failed: so the second list looks at the first. */
    private static List<Statement> open(int count, boolean sourceSide) {
        String readOnly = sourceSide ? "NOT @@GLOBAL.rpl_semi_sync_source_enabled" : "OFF";
        return List.of(
                operator("SET GLOBAL rpl_semi_sync_source_wait_for_replica_count = " + atLeastOne(count)
                        + ", GLOBAL rpl_semi_sync_source_enabled = " + onOff(sourceSide)),
                operator("SET GLOBAL super_read_only = " + readOnly + ", GLOBAL read_only = " + readOnly
                        + ", GLOBAL offline_mode = OFF"));
    }

    private static List<Statement> forget(Channel now) {
        return now.configured()
                ? List.of(
                        operator("STOP REPLICA IO_THREAD"),
                        operator("STOP REPLICA SQL_THREAD"),
                        operator("RESET REPLICA ALL"))
                : List.of();
    }

    private static int atLeastOne(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a commit cannot wait for " + count + " acknowledgements");
        }
        return count;
    }

    private static String onOff(boolean on) {
        return on ? "ON" : "OFF";
    }
}
