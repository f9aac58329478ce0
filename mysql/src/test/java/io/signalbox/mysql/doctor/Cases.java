package io.signalbox.mysql.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The table of cases. */
final class Cases {
    static final List<Case> ALL = new ArrayList<>();

    private Cases() {}

    static {
        setting(Check.SYNC_BINLOG, "sync_binlog", List.of("0", "2", "1000"), List.of("1"));
        setting(Check.FLUSH_AT_COMMIT, "innodb_flush_log_at_trx_commit", List.of("0", "2"), List.of("1"));
        setting(Check.REDO_LOG_OFF, "Innodb_redo_log_enabled", List.of("OFF"), List.of("ON"));
        setting(
                Check.DOUBLEWRITE_OFF,
                "innodb_doublewrite",
                List.of("OFF", "DETECT_ONLY"),
                List.of("ON", "DETECT_AND_RECOVER"));
        setting(
                Check.FLUSHES_NOT,
                "innodb_flush_method",
                List.of("nosync", "littlesync"),
                List.of("fsync", "O_DIRECT", "O_DSYNC"));
        setting(Check.FORCED_RECOVERY, "innodb_force_recovery", List.of("1", "6"), List.of("0"));
        setting(Check.ERROR_LOG_NO_FILE, "log_error", List.of("stderr"), List.of("/data/error.log", "./db1.err"));
        setting(Check.ERROR_LOG_LOCAL_TIME, "log_timestamps", List.of("SYSTEM"), List.of("UTC"));
        setting(Check.WAIT_POINT, "rpl_semi_sync_source_wait_point", List.of("AFTER_COMMIT"), List.of("AFTER_SYNC"));
        setting(
                Check.SEMI_SYNC_TIMEOUT,
                "rpl_semi_sync_source_timeout",
                List.of("0", "10000", "4294967294"),
                List.of("4294967295", "18446744073709551615"));
        setting(Check.WAIT_NO_REPLICA, "rpl_semi_sync_source_wait_no_replica", List.of("OFF"), List.of("ON"));
        setting(Check.RELAY_LOG_RECOVERY, "relay_log_recovery", List.of("ON"), List.of("OFF"));
        setting(Check.RELAY_LOG_NEVER_FLUSHED, "sync_relay_log", List.of("0"), List.of("1", "10000"));
        setting(Check.BINLOG_OFF, "log_bin", List.of("OFF"), List.of("ON"));
        setting(Check.LOG_REPLICA_UPDATES, "log_replica_updates", List.of("OFF"), List.of("ON"));
        setting(Check.BINLOG_FORMAT, "binlog_format", List.of("MIXED", "STATEMENT"), List.of("ROW"));
        setting(Check.BINLOG_ERROR_ACTION, "binlog_error_action", List.of("IGNORE_ERROR"), List.of("ABORT_SERVER"));
        setting(Check.GTID_MODE, "gtid_mode", List.of("OFF", "ON_PERMISSIVE", "OFF_PERMISSIVE"), List.of("ON"));
        setting(Check.GTID_CONSISTENCY, "enforce_gtid_consistency", List.of("OFF", "WARN"), List.of("ON"));
        setting(Check.ERRORS_SKIPPED, "replica_skip_errors", List.of("ALL", "1062"), List.of("OFF"));
        setting(Check.APPLIER_FORGIVES, "replica_exec_mode", List.of("IDEMPOTENT"), List.of("STRICT"));
        setting(Check.COMMIT_ORDER, "replica_preserve_commit_order", List.of("OFF"), List.of("ON"));
        setting(
                Check.MYISAM_ALLOWED,
                "disabled_storage_engines",
                List.of("", "MEMORY", "MRG_MyISAM"),
                List.of("myisam", "MEMORY, MyISAM"));
        setting(Check.DEFAULT_ENGINE, "default_storage_engine", List.of("MyISAM"), List.of("InnoDB", "INNODB"));
        setting(Check.BINLOG_ENCRYPTED, "binlog_encryption", List.of("ON"), List.of("OFF"));
        setting(
                Check.BINLOG_ELSEWHERE,
                "log_bin_index",
                List.of("/logs/binlog.index", "/data/mysql-bin.index"),
                List.of("/data/binlog.index", "./binlog.index", ""));
        setting(Check.TAGGED_GTIDS, "gtid_executed_has_tags", List.of("ON"), List.of("OFF"));
        setting(
                Check.BINLOG_EXPIRES_SOON,
                "binlog_expire_logs_seconds",
                List.of("1", "3599"),
                List.of("0", "3600", "2592000"));
        setting(
                Check.CERTIFICATE_ENDS,
                "Ssl_server_not_after",
                List.of("Dec 31 23:59:59 1969 GMT", "Jan  1 00:00:00 1970 GMT", "Jan 14 23:59:59 1970 GMT"),
                List.of("Jan 15 00:00:00 1970 GMT", "Feb  1 00:00:00 1970 GMT", "", "some day"));
        setting(Check.SERVER_ID, "server_id", List.of("1", "3"), List.of("2", "4"));
        setting(
                Check.SERVER_UUID,
                "server_uuid",
                List.of("00000000-0000-0000-0000-000000000001"),
                List.of("00000000-0000-0000-0000-000000000009"));
        setting(Check.VERSIONS_DIFFER, "version", List.of("8.4.2", "9.6.0"), List.of("9.7.5", "9.7.4-2"));
        setting(Check.REPLICATION_STARTS, "skip_replica_start", List.of("OFF"), List.of("ON"));
        setting(Check.APPLIER_WORKERS, "replica_parallel_workers", List.of("0", "4", "15"), List.of("16", "64"));
        setting(Check.RECEIVER_HASTY, "replica_net_timeout", List.of("1", "4"), List.of("5", "20"));
        setting(Check.RECEIVER_PATIENT, "replica_net_timeout", List.of("21", "60"), List.of("10", "20"));
        setting(Check.NAMES_RESOLVED, "skip_name_resolve", List.of("OFF"), List.of("ON"));
        setting(Check.ADMIN_PORT_CLOSED, "admin_address", List.of(""), List.of("10.0.0.2"));
        setting(Check.ADMIN_PORT_SHARED, "create_admin_listener_thread", List.of("OFF"), List.of("ON"));
        setting(Check.FILES_OPEN, "secure_file_priv", List.of(""), List.of("NULL", "/var/lib/mysql-files/"));
        setting(Check.SECOND_PROTOCOL, "mysqlx_port", List.of("33060"), List.of());
        setting(Check.READ_ONLY_FOR_SOME, "super_read_only", List.of("OFF"), List.of("ON"));
        for (String felt : Looks.FELT_BY_CLIENTS) {
            named(Check.SETTINGS_DIFFER, felt, here -> here.with(felt, "something else"));
        }

        alone(Check.SETTINGS_DIFFER, "a setting that no other server knows", here -> here.with("new", "1"));
        alone(Check.SECOND_PROTOCOL, "no X Protocol", here -> here);
        alone(
                Check.READ_ONLY_FOR_SOME,
                "an open server",
                here -> here.with("super_read_only", "OFF").with("read_only", "OFF"));
        alone(Check.READ_ONLY_FOR_SOME, "a server that is just being closed", here -> here.with("read_only", "OFF"));
        named(Check.SEMI_SYNC_MISSING, "one side alone", here -> here.without("rpl_semi_sync_source_wait_point"));
        named(Check.SEMI_SYNC_MISSING, "the other side", here -> here.without("rpl_semi_sync_replica_enabled"));
        alone(
                Check.SEMI_SYNC_MISSING,
                "both sides, one of them on",
                here -> here.with("rpl_semi_sync_replica_enabled", "ON"));

        named(Check.NOT_EXAMINED, "an old examination", here -> here.seenAgo(Looks.STALE.plusSeconds(1)));
        named(Check.NOT_EXAMINED, "a part that was refused", here -> here.hiding("accounts", "denied"));
        alone(Check.NOT_EXAMINED, "one that is nearly old", here -> here.seenAgo(Looks.STALE));

        named(Check.BINLOG_FILTER, "a filter", here -> here.filtering("binlog_do_db: shop"));
        alone(Check.BINLOG_FILTER, "the other kind", here -> here.filtering("replicate_do_db: shop"));
        named(Check.REPLICATION_FILTER, "a filter", here -> here.filtering("replicate_do_db: shop"));
        alone(Check.REPLICATION_FILTER, "the other kind", here -> here.filtering("binlog_ignore_db: shop"));

        channel(Check.NO_AUTO_POSITION, false, 0.1, 86_400, false, 0, "OFF");
        channel(Check.ANONYMOUS_GTIDS, true, 0.1, 86_400, false, 0, "LOCAL");
        channel(Check.ANONYMOUS_GTIDS, true, 0.1, 86_400, false, 0, "UUID");
        channel(Check.SOURCE_GIVEN_UP, true, 0.1, 10, false, 0, "OFF");
        channel(Check.SOURCE_GIVEN_UP, true, 0.1, 599, false, 0, "OFF");
        channel(Check.SOURCE_CHOOSES_ITSELF, true, 0.1, 86_400, true, 0, "OFF");
        channel(Check.DELAYED_REPLICA, true, 0.1, 86_400, false, 1, "OFF");
        channel(Check.HEARTBEAT_RARE, true, 30, 86_400, false, 0, "OFF");
        channel(Check.HEARTBEAT_RARE, true, 0.3, 86_400, false, 0, "OFF");
        channel(Check.HEARTBEAT_RARE, true, 0, 86_400, false, 0, "OFF");
        named(
                Check.SECOND_SOURCE,
                "a channel with a name",
                here -> here.following(
                        Healthy.CHANNEL, new Examination.Channel("other", "x:1", true, 0.1, 86_400, false, 0, "OFF")));
        for (Check check : List.of(
                Check.NO_AUTO_POSITION,
                Check.ANONYMOUS_GTIDS,
                Check.SOURCE_GIVEN_UP,
                Check.SOURCE_CHOOSES_ITSELF,
                Check.DELAYED_REPLICA,
                Check.HEARTBEAT_RARE,
                Check.SECOND_SOURCE)) {
            alone(check, "a server that follows nobody", Healthy::following);
            alone(
                    check,
                    "a channel near the bounds",
                    here -> here.following(new Examination.Channel("", "x:1", true, 0.25, 600, false, 0, "OFF")));
        }
        alone(
                Check.SOURCE_GIVEN_UP,
                "tries without an end",
                here -> here.following(new Examination.Channel("", "x:1", true, 1, 0, false, 0, "OFF")));

        named(Check.CORRUPT_PAGE, "a page", here -> here.logging(corruption("page 36 of table space 17")));
        named(Check.CORRUPT_PAGE, "a message without a page", here -> here.logging(corruption("")));
        alone(Check.CORRUPT_PAGE, "an error log without such a message", here -> here);
        alone(Check.CORRUPT_PAGE, "an agent that does not say", Healthy::silentOfItsErrorLog);

        named(Check.OTHER_ENGINES, "a table", here -> here.keeping("shop", "cart", "MyISAM"));
        alone(Check.OTHER_ENGINES, "no table", here -> here);

        for (String variable : Check.PERSISTED) {
            boolean on = variable.startsWith("rpl_semi_sync");
            named(Check.STARTS_OPEN, variable, here -> here.persisting(variable, on ? "ON" : "OFF"));
            alone(Check.STARTS_OPEN, variable, here -> here.persisting(variable, on ? "OFF" : "ON"));
        }

        account(Check.ACCOUNT_SHUTS_DOWN, "SHUTDOWN");
        account(Check.ACCOUNT_SKIPS_BINLOG, "SESSION_VARIABLES_ADMIN");
        account(Check.ACCOUNT_ACKNOWLEDGES, "REPLICATION SLAVE");
        account(Check.ACCOUNT_SURVIVES_FENCE, "CONNECTION_ADMIN", "SUPER");
        account(Check.ACCOUNT_OPENS_SERVERS, "SYSTEM_VARIABLES_ADMIN", "SUPER");
        account(Check.ACCOUNT_REPOINTS, "REPLICATION_SLAVE_ADMIN", "SUPER");
        named(
                Check.ACCOUNT_SHUTS_DOWN,
                "our operator with more than it is meant to have",
                here -> here.letting("sb_operator", "%", "SHUTDOWN"));
        named(
                Check.ACCOUNT_SURVIVES_FENCE,
                "a replication account with more than it is meant to have",
                here -> here.letting("repl_db2", "%", "SUPER"));

        named(Check.CLOCKS_DIFFER, "a clock ahead", here -> here.ahead(Duration.ofMillis(1001)));
        named(Check.CLOCKS_DIFFER, "a clock behind", here -> here.ahead(Duration.ofHours(-1)));
        alone(Check.CLOCKS_DIFFER, "a little", here -> here.ahead(Duration.ofMillis(-1000)));

        Duration probe = Healthy.COUNTED.probe();
        Duration report = Healthy.COUNTED.report();
        Duration isolation = Healthy.COUNTED.isolation();
        Duration little = Duration.ofMillis(1);
        named(Check.AGENT_SLOW, "rare probes", here -> here.pace(new Pace(probe.plus(little), report, isolation)));
        named(Check.AGENT_SLOW, "rare reports", here -> here.pace(new Pace(probe, report.plus(little), isolation)));
        alone(Check.AGENT_SLOW, "what is just allowed", here -> here.pace(Healthy.COUNTED));
        named(Check.ISOLATION_DIFFERS, "later", here -> here.pace(new Pace(probe, report, isolation.plus(little))));
        named(Check.ISOLATION_DIFFERS, "sooner", here -> here.pace(new Pace(probe, report, isolation.minus(little))));
        alone(Check.ISOLATION_DIFFERS, "an agent that does not say", Healthy::silentOfItsPace);
    }

    private static Examination.ErrorLog corruption(String place) {
        return new Examination.ErrorLog(List.of(new Examination.Corruption(place, "MY-011906", Instant.EPOCH)));
    }

    private static void named(Check check, String about, UnaryOperator<Healthy> change) {
        ALL.add(new Case(check, true, about, change));
    }

    private static void alone(Check check, String about, UnaryOperator<Healthy> change) {
        ALL.add(new Case(check, false, about, change));
    }

    private static void setting(Check check, String name, List<String> wrong, List<String> right) {
        wrong.forEach(value -> named(check, name + " = " + value, here -> here.with(name, value)));
        right.forEach(value -> alone(check, name + " = " + value, here -> here.with(name, value)));
        if (!Looks.FELT_BY_CLIENTS.contains(name)) {
            alone(check, "a version without " + name, here -> here.without(name));
        }
    }

    private static void channel(
            Check check, boolean auto, double heartbeat, long retries, boolean self, int delay, String anonymous) {
        Examination.Channel channel =
                new Examination.Channel("", "x:1", auto, heartbeat, retries, self, delay, anonymous);
        named(check, channel.toString(), here -> here.following(channel));
    }

    private static void account(Check check, String... privileges) {
        for (String privilege : privileges) {
            named(check, privilege, here -> here.letting("app", "%", privilege));
        }
        SortedSet<String> others = new TreeSet<>(Check.privileges());
        Arrays.asList(privileges).forEach(others::remove);
        alone(check, "other privileges", here -> here.letting("app", "%", others.toArray(new String[0])));
        alone(check, "the host's own administrator", here -> here.letting("dba", "localhost", privileges));
    }
}
