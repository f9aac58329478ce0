package io.signalbox.mysql.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A server with which nothing is wrong, and what is made of it by changing one thing. */
record Healthy(Examination seen, Duration age, Duration ahead) {
    static final Examination.Channel CHANNEL =
            new Examination.Channel("", "10.0.0.1:3306", true, 0.1, 86_400, false, 0, "OFF");
    private static final Examination.Holder OPERATOR = new Examination.Holder(
            "sb_operator", "%", List.of("CONNECTION_ADMIN", "REPLICATION_SLAVE_ADMIN", "SYSTEM_VARIABLES_ADMIN"));
    private static final Examination.Holder REPLICATION =
            new Examination.Holder("repl_db1", "%", List.of("REPLICATION SLAVE"));
    private static final Examination.Holder ROOT =
            new Examination.Holder("root", "localhost", List.of("SHUTDOWN", "SUPER", "CONNECTION_ADMIN"));

    static final Pace COUNTED = new Pace(Duration.ofMillis(116), Duration.ofMillis(300), Duration.ofSeconds(6));

    static Healthy server(String name, int id) {
        TreeMap<String, String> settings = new TreeMap<>();
        for (String line : SETTINGS.lines().toList()) {
            String[] words = line.split(" = ", 2);
            settings.put(words[0], words.length > 1 ? words[1] : "");
        }
        settings.put("server_id", Integer.toString(id));
        settings.put("server_uuid", "00000000-0000-0000-0000-00000000000" + id);
        Examination seen = new Examination(
                name,
                Duration.ZERO,
                0,
                settings,
                new TreeMap<>(),
                List.of(CHANNEL),
                List.of(),
                List.of(),
                List.of(OPERATOR, REPLICATION, ROOT),
                new TreeMap<>(),
                Optional.of(new Examination.ErrorLog(List.of())),
                Optional.of(COUNTED));
        return new Healthy(seen, Duration.ofSeconds(30), Duration.ZERO);
    }

    Patient patient() {
        return new Patient(seen.server(), Optional.of(seen), age, ahead, Optional.of(COUNTED));
    }

    Healthy with(String setting, String value) {
        TreeMap<String, String> settings = new TreeMap<>(seen.settings());
        settings.put(setting, value);
        return seen(settings, seen.persisted(), seen.channels(), seen.filters(), seen.tables(), seen.holders());
    }

    Healthy without(String setting) {
        TreeMap<String, String> settings = new TreeMap<>(seen.settings());
        settings.remove(setting);
        return seen(settings, seen.persisted(), seen.channels(), seen.filters(), seen.tables(), seen.holders());
    }

    Healthy persisting(String setting, String value) {
        TreeMap<String, String> persisted = new TreeMap<>(seen.persisted());
        persisted.put(setting, value);
        return seen(seen.settings(), persisted, seen.channels(), seen.filters(), seen.tables(), seen.holders());
    }

    Healthy following(Examination.Channel... channels) {
        List<Examination.Channel> those = List.of(channels);
        return seen(seen.settings(), seen.persisted(), those, seen.filters(), seen.tables(), seen.holders());
    }

    Healthy filtering(String filter) {
        List<String> filters = List.of(filter);
        return seen(seen.settings(), seen.persisted(), seen.channels(), filters, seen.tables(), seen.holders());
    }

    Healthy keeping(String schema, String table, String engine) {
        List<Examination.Table> tables = new ArrayList<>(seen.tables());
        tables.add(new Examination.Table(schema, table, engine));
        return seen(seen.settings(), seen.persisted(), seen.channels(), seen.filters(), tables, seen.holders());
    }

    Healthy letting(String user, String host, String... privileges) {
        List<Examination.Holder> holders = new ArrayList<>(seen.holders());
        holders.add(new Examination.Holder(user, host, List.of(privileges)));
        return seen(seen.settings(), seen.persisted(), seen.channels(), seen.filters(), seen.tables(), holders);
    }

    Healthy logging(Examination.ErrorLog log) {
        return logging(Optional.of(log));
    }

    Healthy silentOfItsErrorLog() {
        return logging(Optional.empty());
    }

    private Healthy logging(Optional<Examination.ErrorLog> log) {
        return new Healthy(
                new Examination(
                        seen.server(),
                        seen.age(),
                        seen.clockMillis(),
                        seen.settings(),
                        seen.persisted(),
                        seen.channels(),
                        seen.filters(),
                        seen.tables(),
                        seen.holders(),
                        seen.unread(),
                        log,
                        seen.pace()),
                age,
                ahead);
    }

    Healthy hiding(String part, String why) {
        seen.unread().put(part, why);
        return this;
    }

    Healthy seenAgo(Duration ago) {
        return new Healthy(seen, ago, ahead);
    }

    Healthy pace(Pace agent) {
        return new Healthy(seen.with(seen.age(), Optional.of(agent)), age, ahead);
    }

    Healthy silentOfItsPace() {
        return new Healthy(seen.with(seen.age(), Optional.empty()), age, ahead);
    }

    Healthy ahead(Duration by) {
        return new Healthy(seen, age, by);
    }

    private Healthy seen(
            java.util.SortedMap<String, String> settings,
            java.util.SortedMap<String, String> persisted,
            List<Examination.Channel> channels,
            List<String> filters,
            List<Examination.Table> tables,
            List<Examination.Holder> holders) {
        return new Healthy(
                new Examination(
                        seen.server(),
                        seen.age(),
                        seen.clockMillis(),
                        settings,
                        persisted,
                        channels,
                        filters,
                        tables,
                        holders,
                        seen.unread(),
                        seen.errorLog(),
                        seen.pace()),
                age,
                ahead);
    }

    private static final String SETTINGS = """
            Innodb_redo_log_enabled = ON
            Ssl_server_not_after = Nov 24 03:28:37 2036 GMT
            admin_address = 10.0.0.1
            binlog_encryption = OFF
            binlog_error_action = ABORT_SERVER
            binlog_expire_logs_seconds = 172800
            binlog_format = ROW
            character_set_server = utf8mb4
            collation_server = utf8mb4_0900_ai_ci
            create_admin_listener_thread = ON
            datadir = /data/
            default_storage_engine = InnoDB
            disabled_storage_engines = MyISAM,MRG_MyISAM,MEMORY
            enforce_gtid_consistency = ON
            gtid_executed_has_tags = OFF
            gtid_mode = ON
            innodb_doublewrite = ON
            innodb_flush_log_at_trx_commit = 1
            innodb_flush_method = O_DIRECT
            innodb_force_recovery = 0
            log_bin = ON
            log_bin_index = /data/binlog.index
            log_error = /data/error.log
            log_replica_updates = ON
            log_timestamps = UTC
            lower_case_table_names = 0
            max_allowed_packet = 67108864
            max_connections = 300
            read_only = ON
            relay_log_recovery = OFF
            replica_exec_mode = STRICT
            replica_net_timeout = 10
            replica_parallel_workers = 16
            replica_preserve_commit_order = ON
            replica_skip_errors = OFF
            rpl_semi_sync_replica_enabled = OFF
            rpl_semi_sync_source_timeout = 4294967295
            rpl_semi_sync_source_wait_no_replica = ON
            rpl_semi_sync_source_wait_point = AFTER_SYNC
            secure_file_priv = NULL
            skip_name_resolve = ON
            skip_replica_start = ON
            sql_mode = STRICT_TRANS_TABLES
            super_read_only = ON
            sync_binlog = 1
            sync_relay_log = 10000
            system_time_zone = UTC
            time_zone = SYSTEM
            transaction_isolation = REPEATABLE-READ
            version = 9.7.4-2""";
}
