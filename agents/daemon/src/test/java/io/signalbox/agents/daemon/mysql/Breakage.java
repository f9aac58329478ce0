package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.doctor.Check;
import java.util.List;
import java.util.stream.Stream;

/**
 * A promise broken on a running server by statements, and mended by others.
 *
 * @param evidence a part of what the finding must show
 */
record Breakage(Check check, String evidence, List<String> breaking, List<String> mending) {
    private static final String FOLLOW = "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.201.79',"
            + " SOURCE_HEARTBEAT_PERIOD = 0.1, SOURCE_RETRY_COUNT = 86400, SOURCE_AUTO_POSITION = 1";
    private static final String FORGET = "RESET REPLICA ALL";

    @Override
    public String toString() {
        return check + " by " + breaking.getLast();
    }

    static Stream<Breakage> all() {
        return Stream.of(settings(), channels(), accounts(), others()).flatMap(some -> some);
    }

    private static Stream<Breakage> settings() {
        return Stream.of(
                setting(Check.SYNC_BINLOG, "sync_binlog", "0", "1"),
                setting(Check.FLUSH_AT_COMMIT, "innodb_flush_log_at_trx_commit", "2", "1"),
                setting(Check.ERROR_LOG_LOCAL_TIME, "log_timestamps", "SYSTEM", "UTC"),
                setting(Check.WAIT_POINT, "rpl_semi_sync_source_wait_point", "AFTER_COMMIT", "AFTER_SYNC"),
                setting(Check.SEMI_SYNC_TIMEOUT, "rpl_semi_sync_source_timeout", "10000", "4294967295"),
                setting(Check.WAIT_NO_REPLICA, "rpl_semi_sync_source_wait_no_replica", "OFF", "ON"),
                setting(Check.RELAY_LOG_NEVER_FLUSHED, "sync_relay_log", "0", "10000"),
                setting(Check.BINLOG_FORMAT, "binlog_format", "MIXED", "ROW"),
                setting(Check.BINLOG_ERROR_ACTION, "binlog_error_action", "IGNORE_ERROR", "ABORT_SERVER"),
                setting(Check.GTID_MODE, "gtid_mode", "ON_PERMISSIVE", "ON"),
                setting(Check.APPLIER_FORGIVES, "replica_exec_mode", "IDEMPOTENT", "STRICT"),
                setting(Check.COMMIT_ORDER, "replica_preserve_commit_order", "OFF", "ON"),
                setting(Check.DEFAULT_ENGINE, "default_storage_engine", "MyISAM", "InnoDB"),
                setting(Check.BINLOG_EXPIRES_SOON, "binlog_expire_logs_seconds", "60", "172800"),
                setting(Check.APPLIER_WORKERS, "replica_parallel_workers", "4", "16"),
                setting(Check.RECEIVER_HASTY, "replica_net_timeout", "2", "10"),
                setting(Check.RECEIVER_PATIENT, "replica_net_timeout", "60", "10"));
    }

    private static Breakage setting(Check check, String name, String wrong, String right) {
        return new Breakage(
                check,
                name + " = " + wrong,
                List.of("SET GLOBAL " + name + " = " + wrong),
                List.of("SET GLOBAL " + name + " = " + right));
    }

    private static Stream<Breakage> channels() {
        return Stream.of(
                channel(Check.NO_AUTO_POSITION, "no auto-position", FOLLOW.replace("POSITION = 1", "POSITION = 0")),
                channel(
                        Check.ANONYMOUS_GTIDS,
                        "LOCAL",
                        FOLLOW.replace("POSITION = 1", "POSITION = 0")
                                + ", ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS = LOCAL"),
                channel(Check.SOURCE_GIVEN_UP, "after 10 tries", FOLLOW.replace("86400", "10")),
                channel(Check.SOURCE_CHOOSES_ITSELF, "by itself", FOLLOW + ", SOURCE_CONNECTION_AUTO_FAILOVER = 1"),
                channel(Check.DELAYED_REPLICA, "delayed by 60 s", FOLLOW + ", SOURCE_DELAY = 60"),
                channel(Check.HEARTBEAT_RARE, "every 30.0 s", FOLLOW.replace("0.1", "30")),
                channel(Check.SECOND_SOURCE, "channel other", FOLLOW + " FOR CHANNEL 'other'"));
    }

    private static Breakage channel(Check check, String evidence, String change) {
        return new Breakage(check, evidence, List.of(change), List.of(FORGET));
    }

    private static Stream<Breakage> accounts() {
        return Stream.of(
                account(Check.ACCOUNT_SURVIVES_FENCE, "CONNECTION_ADMIN"),
                account(Check.ACCOUNT_OPENS_SERVERS, "SYSTEM_VARIABLES_ADMIN"),
                account(Check.ACCOUNT_REPOINTS, "REPLICATION_SLAVE_ADMIN"),
                account(Check.ACCOUNT_SKIPS_BINLOG, "SESSION_VARIABLES_ADMIN"),
                account(Check.ACCOUNT_SHUTS_DOWN, "SHUTDOWN"),
                account(Check.ACCOUNT_SURVIVES_FENCE, "SUPER"),
                account(Check.ACCOUNT_ACKNOWLEDGES, "REPLICATION SLAVE"),
                new Breakage(
                        Check.ACCOUNT_SURVIVES_FENCE,
                        "'clerk'@'%' has CONNECTION_ADMIN",
                        List.of(
                                "CREATE USER clerk IDENTIFIED BY 'x'",
                                "CREATE ROLE desk, hall",
                                "GRANT CONNECTION_ADMIN ON *.* TO hall",
                                "GRANT hall TO desk",
                                "GRANT hall TO desk WITH ADMIN OPTION",
                                "GRANT desk TO clerk"),
                        List.of("DROP USER clerk", "DROP ROLE desk, hall")));
    }

    private static Breakage account(Check check, String privilege) {
        return new Breakage(
                check,
                "'clerk'@'%' has " + privilege,
                List.of("CREATE USER clerk IDENTIFIED BY 'x'", "GRANT " + privilege + " ON *.* TO clerk"),
                List.of("DROP USER clerk"));
    }

    private static Stream<Breakage> others() {
        return Stream.of(
                new Breakage(
                        Check.REDO_LOG_OFF,
                        "Innodb_redo_log_enabled = OFF",
                        List.of("ALTER INSTANCE DISABLE INNODB REDO_LOG"),
                        List.of("ALTER INSTANCE ENABLE INNODB REDO_LOG")),
                new Breakage(
                        Check.GTID_CONSISTENCY,
                        "enforce_gtid_consistency = WARN",
                        List.of("SET GLOBAL gtid_mode = ON_PERMISSIVE", "SET GLOBAL enforce_gtid_consistency = WARN"),
                        List.of("SET GLOBAL enforce_gtid_consistency = ON", "SET GLOBAL gtid_mode = ON")),
                new Breakage(
                        Check.REPLICATION_FILTER,
                        "replicate_do_db: shop",
                        List.of("CHANGE REPLICATION FILTER REPLICATE_DO_DB = (shop)"),
                        List.of("CHANGE REPLICATION FILTER REPLICATE_DO_DB = ()")),
                new Breakage(
                        Check.READ_ONLY_FOR_SOME,
                        "super_read_only = OFF",
                        List.of("SET GLOBAL read_only = ON"),
                        List.of("SET GLOBAL read_only = OFF")),
                new Breakage(
                        Check.STARTS_OPEN,
                        "super_read_only = OFF is persisted",
                        List.of("SET PERSIST_ONLY super_read_only = OFF"),
                        List.of("RESET PERSIST super_read_only")),
                new Breakage(
                        Check.STARTS_OPEN,
                        "rpl_semi_sync_replica_enabled = ON is persisted",
                        List.of("SET PERSIST_ONLY rpl_semi_sync_replica_enabled = ON"),
                        List.of("RESET PERSIST rpl_semi_sync_replica_enabled")));
    }
}
