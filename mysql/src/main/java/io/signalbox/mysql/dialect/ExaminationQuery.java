package io.signalbox.mysql.dialect;

import io.signalbox.mysql.literal.Quote;
import java.math.BigDecimal;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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

    /** When the last copy of another server's data began to come here, in seconds since 1970 ({@code seconds}). */
    public static final String COPIED =
            "SELECT UNIX_TIMESTAMP(BEGIN_TIME) AS seconds FROM performance_schema.clone_status"
                    + " WHERE STATE = 'Completed'";

    /**
     * Messages of InnoDB that mean that data on the disk are not what was written. MySQL never gives a number to another
     * message; their words change.
     */
    private static final SortedSet<String> CORRUPTION = new TreeSet<>(Set.of(
            "MY-011899", // Unable to read page … into the buffer pool after 100 attempts: mysqld ends itself
            "MY-011906", // Database page corruption on disk or a failed file read of page …
            "MY-012153", // Trying to access page number … in space …, which is outside the tablespace bounds
            "MY-012685", // Probable data corruption on page …
            "MY-012738", // Apparent corruption in space … page … index …
            "MY-012798")); // We detected index corruption in an InnoDB type table

    /** {@code mysqld --initialize}: the data are made anew. */
    private static final String INITIALIZING = "MY-013169";

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

    /**
     * Corruption that the error log tells of, which mysqld reads again at its start: {@code place}, the {@code code} of
     * the message, and {@code seconds} since 1970. Table spaces are numbers: their names are for who has PROCESS.
     *
     * @param since in seconds since 1970; what was logged before is of other data
     */
    public static String corruptions(BigDecimal since, int limit) {
        return "SELECT IF(page IS NULL, '', CONCAT('page ', page,"
                + " COALESCE(CONCAT(' of table space ', space), ''))) AS place,"
                + " MIN(code) AS code, MAX(seconds) AS seconds"
                + " FROM (SELECT ERROR_CODE AS code, UNIX_TIMESTAMP(LOGGED) AS seconds,"
                + " REGEXP_SUBSTR(REGEXP_SUBSTR(DATA, 'page( number)?[ =][0-9]+'), '[0-9]+') AS page,"
                + " REGEXP_SUBSTR(REGEXP_SUBSTR(DATA, 'space[ =][0-9]+'), '[0-9]+') AS space"
                + " FROM performance_schema.error_log WHERE ERROR_CODE IN (" + list(CORRUPTION) + ")) AS said"
                + " WHERE seconds > " + since.toPlainString()
                + " AND seconds > (SELECT COALESCE(MAX(UNIX_TIMESTAMP(LOGGED)), 0)"
                + " FROM performance_schema.error_log WHERE ERROR_CODE = '" + INITIALIZING + "')"
                + " GROUP BY place ORDER BY seconds DESC LIMIT " + limit;
    }

    private static String list(SortedSet<String> words) {
        return words.stream().map(Quote::text).collect(Collectors.joining(", "));
    }
}
