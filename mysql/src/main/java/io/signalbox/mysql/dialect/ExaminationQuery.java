package io.signalbox.mysql.dialect;

import io.signalbox.mysql.literal.Quote;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * What the doctor asks, seldom. {@code sb_monitor} may ask it all; columns are read by the labels given here. None
 * waits for commits that wait for an acknowledgement.
 */
public final class ExaminationQuery {
    /** The server's clock, in milliseconds since 1970 ({@code millis}), and its {@code version}. */
    public static final String CLOCK =
            "SELECT FLOOR(UNIX_TIMESTAMP(SYSDATE(6)) * 1000) AS millis, @@version AS version";

    /** Channels as they are configured. */
    public static final String CHANNELS = """
            SELECT source.CHANNEL_NAME AS channel, source.HOST AS host, source.PORT AS port,
              source.AUTO_POSITION = '1' AS auto_position, source.HEARTBEAT_INTERVAL AS heartbeat,
              source.CONNECTION_RETRY_COUNT AS retries, source.SOURCE_CONNECTION_AUTO_FAILOVER = '1' AS auto_failover,
              applier.DESIRED_DELAY AS delay, applier.ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS_TYPE AS anonymous
            FROM performance_schema.replication_connection_configuration source
            JOIN performance_schema.replication_applier_configuration applier USING (CHANNEL_NAME)
            ORDER BY channel""";

    /** Replication filters, {@code name} and {@code rule}. */
    public static final String REPLICATION_FILTERS = """
            SELECT FILTER_NAME AS name, FILTER_RULE AS rule FROM performance_schema.replication_applier_global_filters
            UNION SELECT FILTER_NAME, FILTER_RULE FROM performance_schema.replication_applier_filters""";

    private static final Dialect BINARY_LOG_STATUS = new Dialect(8, 2, 0);

    private ExaminationQuery() {}

    /** {@code Binlog_Do_DB} and {@code Binlog_Ignore_DB}, which no variable shows. */
    public static String binlogFilters(String version) {
        return Dialect.of(version).atLeast(BINARY_LOG_STATUS) ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS";
    }

    /**
     * Global variables, {@code name} and {@code value}; besides three that are not variables: whether the redo log is
     * written, until when the certificate is valid, and {@code gtid_executed_has_tags}. Names that this version does not know give no row.
     */
    public static String settings(SortedSet<String> variables) {
        return "SELECT VARIABLE_NAME AS name, VARIABLE_VALUE AS value FROM performance_schema.global_variables"
                + " WHERE VARIABLE_NAME IN (" + list(variables) + ")"
                + " UNION ALL SELECT VARIABLE_NAME, VARIABLE_VALUE FROM performance_schema.global_status"
                + " WHERE VARIABLE_NAME IN ('Innodb_redo_log_enabled', 'Ssl_server_not_after')"
                + " UNION ALL SELECT 'gtid_executed_has_tags',"
                + " IF(@@global.gtid_executed REGEXP ':[[:space:]]*[a-z_]', 'ON', 'OFF')";
    }

    /** What SET PERSIST has set of these, {@code name} and {@code value}. */
    public static String persisted(SortedSet<String> variables) {
        return "SELECT VARIABLE_NAME AS name, VARIABLE_VALUE AS value FROM performance_schema.persisted_variables"
                + " WHERE VARIABLE_NAME IN (" + list(variables) + ")";
    }

    /**
     * User tables of other engines, {@code table_schema}, {@code table_name}, {@code engine}; before them a row with
     * {@code sees_all} 0 or 1, since who lacks the privilege on a table is simply not shown it.
     */
    public static String tables(int limit) {
        return "SELECT (SELECT COUNT(*) > 0 FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'REFERENCES'"
                + " AND GRANTEE = (SELECT CONCAT(QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', 1)), '@',"
                + " QUOTE(SUBSTRING_INDEX(CURRENT_USER(), '@', -1))))) AS sees_all,"
                + " '' AS table_schema, '' AS table_name, '' AS engine"
                + " UNION ALL (SELECT 1, TABLE_SCHEMA, TABLE_NAME, ENGINE FROM information_schema.TABLES"
                + " WHERE TABLE_TYPE = 'BASE TABLE' AND ENGINE <> 'InnoDB'"
                + " AND TABLE_SCHEMA NOT IN ('mysql', 'sys', 'performance_schema', 'information_schema')"
                + " ORDER BY TABLE_SCHEMA, TABLE_NAME LIMIT " + limit + ")";
    }

    /**
     * Unlocked accounts ({@code user}, {@code host}) that hold one of {@code privileges} themselves or by a role, with
     * those that they hold, joined by commas.
     */
    public static String holders(SortedSet<String> privileges, int limit) {
        return "WITH RECURSIVE held (user, host, privilege) AS ("
                + "SELECT User, Host, 'SUPER' FROM mysql.user WHERE Super_priv = 'Y'"
                + " UNION SELECT User, Host, 'SHUTDOWN' FROM mysql.user WHERE Shutdown_priv = 'Y'"
                + " UNION SELECT User, Host, 'REPLICATION SLAVE' FROM mysql.user WHERE Repl_slave_priv = 'Y'"
                + " UNION SELECT USER, HOST, PRIV FROM mysql.global_grants WHERE PRIV IN (" + list(privileges) + ")"
                + " UNION SELECT edge.TO_USER, edge.TO_HOST, held.privilege FROM held JOIN mysql.role_edges edge"
                + " ON edge.FROM_USER = held.user AND edge.FROM_HOST = held.host)"
                + " SELECT held.user AS user, held.host AS host,"
                + " GROUP_CONCAT(DISTINCT held.privilege ORDER BY held.privilege) AS privileges"
                + " FROM held JOIN mysql.user account ON account.User = held.user AND account.Host = held.host"
                + " WHERE account.account_locked = 'N' AND held.privilege IN (" + list(privileges) + ")"
                + " GROUP BY held.user, held.host ORDER BY user, host LIMIT " + limit;
    }

    private static String list(SortedSet<String> words) {
        return words.stream().map(Quote::text).collect(Collectors.joining(", "));
    }
}
