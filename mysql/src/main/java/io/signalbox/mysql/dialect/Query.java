package io.signalbox.mysql.dialect;

import io.signalbox.mysql.gtid.GtidSet;
import io.signalbox.mysql.literal.Quote;
import java.time.Duration;
import java.util.Locale;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Everything that is asked. Each is one round trip; columns are read by the labels given here. They need nothing but
 * SELECT on {@code performance_schema}, and answer while commits wait for an acknowledgement.
 */
public enum Query {
    /** The read probe. */
    PING("SELECT 1"),

    SESSION("SELECT CONNECTION_ID() AS id, @@version AS version"),

    /** A lock that ends with its session, which ends only after the statement that it is in: never waited for. */
    CLAIM_OPERATOR(
            "SELECT GET_LOCK('signalbox.operator', 0) = 1 AS free, IFNULL(IS_USED_LOCK('signalbox.operator'), 0) AS holder"),

    CLAIM_DOOR("SELECT GET_LOCK('signalbox.door', 0) = 1 AS free, IFNULL(IS_USED_LOCK('signalbox.door'), 0) AS holder"),

    /**
     * The whole state in one row: see {@code Observation} in the agent. Commits wait for an acknowledgement where the first of
     * their group says so; behind a stalled disk none does, and they are in the same state as the others of such a group.
     */
    OBSERVATION("""
            SELECT @@global.server_uuid AS uuid, @@global.server_id AS server_id, @@version AS version,
              @@global.read_only AS read_only, @@global.super_read_only AS super_read_only,
              @@global.offline_mode AS offline_mode, @@global.max_connections AS max_connections,
              @@global.rpl_semi_sync_source_enabled AS source_side,
              @@global.rpl_semi_sync_replica_enabled AS replica_side,
              @@global.rpl_semi_sync_source_wait_for_replica_count AS ack_count,
              status.clients, status.connections,
              (SELECT IF(SUM(PROCESSLIST_STATE = 'Waiting for semi-sync ACK from replica') > 0, COUNT(*), 0)
                FROM performance_schema.threads
                WHERE @@global.rpl_semi_sync_source_enabled AND PROCESSLIST_ID IS NOT NULL AND PROCESSLIST_STATE IN
                ('Waiting for semi-sync ACK from replica', 'waiting for handler commit')) AS waiting,
              source.HOST AS source_host, source.PORT AS source_port,
              receiver.SERVICE_STATE AS receiver, receiver.RECEIVED_TRANSACTION_SET AS received,
              receiver.COUNT_RECEIVED_HEARTBEATS AS heartbeats,
              receiver.LAST_ERROR_MESSAGE AS receiver_error,
              applier.SERVICE_STATE AS applier, IF(coordinator.LAST_ERROR_NUMBER > 0,
                CONCAT(coordinator.LAST_ERROR_NUMBER, ': ', coordinator.LAST_ERROR_MESSAGE), '') AS applier_error,
              (SELECT TIMESTAMPDIFF(MICROSECOND, MAX(beat_at), UTC_TIMESTAMP(6)) FROM signalbox.heartbeat)
                AS heartbeat_age,
              (SELECT TIMESTAMPDIFF(MICROSECOND, MAX(beat_at), UTC_TIMESTAMP(6)) FROM signalbox.heartbeat WHERE lane = 0)
                AS first_lane_age,
              @@global.gtid_executed AS executed
            FROM (SELECT
                MAX(IF(VARIABLE_NAME = 'Rpl_semi_sync_source_clients', VARIABLE_VALUE + 0, 0)) AS clients,
                MAX(IF(VARIABLE_NAME = 'Threads_connected', VARIABLE_VALUE + 0, 0)) AS connections
              FROM performance_schema.global_status
              WHERE VARIABLE_NAME IN ('Rpl_semi_sync_source_clients', 'Threads_connected')) status
            LEFT JOIN performance_schema.replication_connection_configuration source ON source.CHANNEL_NAME = ''
            LEFT JOIN performance_schema.replication_connection_status receiver ON receiver.CHANNEL_NAME = ''
            LEFT JOIN performance_schema.replication_applier_status applier ON applier.CHANNEL_NAME = ''
            LEFT JOIN performance_schema.replication_applier_status_by_coordinator coordinator
              ON coordinator.CHANNEL_NAME = ''"""),

    /**
     * What closing would wait for; asked less often than the rest. The longest transaction in milliseconds, and who has
     * held longest, and for how many seconds, what every writing statement holds while it runs and a client that has locked
     * a table holds until it lets go (NULL: nobody); what {@link #BUSY_SESSIONS} tells once it is too late.
     */
    LONG_HELD("""
            SELECT longest.millis, holder.user, holder.seconds
            FROM (SELECT COALESCE(MAX(t.TIMER_WAIT), 0) DIV 1000000000 AS millis
              FROM performance_schema.events_transactions_current t
              JOIN performance_schema.threads USING (THREAD_ID)
              WHERE t.STATE = 'ACTIVE' AND PROCESSLIST_ID <> CONNECTION_ID()) longest
            LEFT JOIN (SELECT PROCESSLIST_USER AS user, PROCESSLIST_TIME AS seconds
              FROM performance_schema.threads
              WHERE PROCESSLIST_ID <> CONNECTION_ID() AND PROCESSLIST_USER <> 'system user' AND THREAD_ID IN
                (SELECT OWNER_THREAD_ID FROM performance_schema.metadata_locks
                  WHERE OBJECT_TYPE = 'GLOBAL' AND LOCK_TYPE = 'INTENTION_EXCLUSIVE' AND LOCK_STATUS = 'GRANTED')
              ORDER BY PROCESSLIST_TIME DESC LIMIT 1) holder ON TRUE"""),

    /** How far a copy is: the stage that runs, and bytes of all stages. */
    CLONE_PROGRESS("""
            SELECT COALESCE(MAX(IF(STATE = 'In Progress', STAGE, NULL)), '') AS stage,
              COALESCE(SUM(DATA), 0) AS copied, COALESCE(SUM(ESTIMATE), 0) AS total
            FROM performance_schema.clone_progress"""),

    /** How the last copy to this server ended; what MySQL keeps of it survives the restart that ends it. */
    CLONE_OUTCOME(
            "SELECT STATE AS state, ERROR_NO AS error, ERROR_MESSAGE AS message FROM performance_schema.clone_status"),

    /** What {@link Channel} holds. */
    CHANNEL("""
            SELECT source.HOST AS host, source.PORT AS port, source.NETWORK_INTERFACE AS bind, source.USER AS account,
              source.AUTO_POSITION + 0 = 1 AS auto_position, receiver.SERVICE_STATE AS receiver,
              applier.SERVICE_STATE AS applier, receiver.RECEIVED_TRANSACTION_SET AS received,
              @@global.gtid_executed AS executed
            FROM (SELECT 1) one
            LEFT JOIN performance_schema.replication_connection_configuration source ON source.CHANNEL_NAME = ''
            LEFT JOIN performance_schema.replication_connection_status receiver ON receiver.CHANNEL_NAME = ''
            LEFT JOIN performance_schema.replication_applier_status applier ON applier.CHANNEL_NAME = ''"""),

    /**
     * Whether the receiver is connected, how long ago it heard its source in microseconds (NULL if it never did), whether
     * what it receives is acknowledged, and whether it would be after a new connection.
     */
    RECEIVER("""
            SELECT SERVICE_STATE = 'ON' AS connected,
              TIMESTAMPDIFF(MICROSECOND,
                GREATEST(LAST_HEARTBEAT_TIMESTAMP, LAST_QUEUED_TRANSACTION_END_QUEUE_TIMESTAMP), NOW(6)) AS silent,
              (SELECT VARIABLE_VALUE = 'ON' FROM performance_schema.global_status
                WHERE VARIABLE_NAME = 'Rpl_semi_sync_replica_status') AS acknowledges,
              @@global.rpl_semi_sync_replica_enabled AS replica_side
            FROM performance_schema.replication_connection_status WHERE CHANNEL_NAME = ''"""),

    /** Where the server says its binlog's index is; its GTIDs are read from the files themselves. */
    BINLOG_INDEX("SELECT @@global.log_bin_index AS path"),

    /** Whether clients may write, whether their commits wait for acknowledgements, and the sets. */
    WRITABLE("""
            SELECT @@global.read_only AS read_only, @@global.super_read_only AS super_read_only,
              @@global.rpl_semi_sync_source_enabled AS source_side,
              (SELECT RECEIVED_TRANSACTION_SET FROM performance_schema.replication_connection_status
                WHERE CHANNEL_NAME = '') AS received,
              @@global.gtid_executed AS executed"""),

    /** Commits that wait for an acknowledgement. InnoDB's own threads, which have no session, wait too and are not counted. */
    WAITING("""
            SELECT COUNT(*) AS waiting
            FROM performance_schema.threads
            WHERE @@global.rpl_semi_sync_source_enabled AND PROCESSLIST_ID IS NOT NULL AND PROCESSLIST_STATE IN
              ('Waiting for semi-sync ACK from replica', 'waiting for handler commit')"""),

    /**
     * Who may keep the server from being closed; no statement's text, which is nobody's business. A client that has locked a
     * table sleeps, and holds what every writing statement holds while it runs.
     */
    BUSY_SESSIONS("""
            SELECT PROCESSLIST_ID AS id, PROCESSLIST_USER AS user, PROCESSLIST_TIME AS seconds,
              IF(PROCESSLIST_COMMAND = 'Sleep', 'sleeps and holds a lock', PROCESSLIST_STATE) AS state
            FROM performance_schema.threads
            WHERE PROCESSLIST_COMMAND NOT IN ('Daemon', 'Binlog Dump', 'Binlog Dump GTID')
              AND PROCESSLIST_ID <> CONNECTION_ID() AND PROCESSLIST_USER IS NOT NULL
              AND (PROCESSLIST_COMMAND <> 'Sleep' OR THREAD_ID IN
                (SELECT OWNER_THREAD_ID FROM performance_schema.metadata_locks
                  WHERE OBJECT_TYPE = 'GLOBAL' AND LOCK_TYPE = 'INTENTION_EXCLUSIVE' AND LOCK_STATUS = 'GRANTED'))
            ORDER BY PROCESSLIST_TIME DESC LIMIT 3""");

    private final String sql;

    Query(String sql) {
        this.sql = sql;
    }

    public String sql() {
        return sql;
    }

    /** One row, {@code locked} 0 or 1; no row if there is no such account. */
    public static String accountLocked(String account) {
        return "SELECT account_locked = 'Y' AS locked FROM mysql.user WHERE Host = '%' AND User = "
                + Quote.text(Quote.name(account));
    }

    /**
     * Whether commits wait for acknowledgements ({@code source_side}), and the {@code host} of each session by which one
     * of these accounts fetches the binlog: one row each, or one row without a host.
     */
    public static String ackers(SortedSet<String> accounts) {
        return "SELECT @@global.rpl_semi_sync_source_enabled AS source_side, dump.PROCESSLIST_HOST AS host"
                + " FROM (SELECT 1) one LEFT JOIN performance_schema.threads dump"
                + " ON dump.PROCESSLIST_COMMAND IN ('Binlog Dump', 'Binlog Dump GTID') AND dump.PROCESSLIST_USER IN ("
                + accounts.stream()
                        .map(account -> Quote.text(Quote.name(account)))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** The sessions ({@code id}) by which {@code account} fetches the binlog. */
    public static String dumpSessions(String account) {
        return "SELECT PROCESSLIST_ID AS id FROM performance_schema.threads WHERE PROCESSLIST_COMMAND IN"
                + " ('Binlog Dump', 'Binlog Dump GTID') AND PROCESSLIST_USER = " + Quote.text(Quote.name(account));
    }

    /** {@code late}: 0 when all of {@code set} is executed, 1 when the bound passed. */
    public static String waitForExecuted(GtidSet set, Duration bound) {
        String seconds = String.format(Locale.ROOT, "%.3f", Math.max(1, bound.toMillis()) / 1000.0);
        return "SELECT WAIT_FOR_EXECUTED_GTID_SET(" + Quote.text(set.toString()) + ", " + seconds + ") AS late";
    }

    /**
     * What the thread of {@code session} does, in mysqld's words, and whether any session waits for an acknowledgement: in a
     * group of commits only the first says so. The thread that receives acknowledgements says it always, and has no session. That it waits for a row's lock mysqld's words do not say.
     */
    public static String threadState(long session) {
        return "SELECT PROCESSLIST_STATE AS state, (SELECT COUNT(*) FROM performance_schema.threads"
                + " WHERE PROCESSLIST_ID IS NOT NULL"
                + " AND PROCESSLIST_STATE = 'Waiting for semi-sync ACK from replica') AS for_acknowledgement,"
                + " (SELECT COUNT(*) FROM performance_schema.data_lock_waits"
                + " WHERE REQUESTING_THREAD_ID = self.THREAD_ID) AS for_row"
                + " FROM performance_schema.threads AS self WHERE PROCESSLIST_ID = " + session;
    }

    /** Writes the heartbeat: a row of this sender and lane, made when there is none. */
    public static String beat(String sender, int lane) {
        return "INSERT INTO signalbox.heartbeat (sender, lane, beats, beat_at) VALUES ("
                + Quote.text(Quote.name(sender)) + ", " + lane + ", 1, UTC_TIMESTAMP(6))"
                + " ON DUPLICATE KEY UPDATE beats = beats + 1, beat_at = UTC_TIMESTAMP(6)";
    }
}
