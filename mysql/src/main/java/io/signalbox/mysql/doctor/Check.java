package io.signalbox.mysql.doctor;

import static io.signalbox.mysql.doctor.Promise.P1;
import static io.signalbox.mysql.doctor.Promise.P2;
import static io.signalbox.mysql.doctor.Promise.P4;
import static io.signalbox.mysql.doctor.Promise.P5;
import static io.signalbox.mysql.doctor.Promise.P7;
import static io.signalbox.mysql.doctor.Severity.ADVICE;
import static io.signalbox.mysql.doctor.Severity.BREAKS;
import static io.signalbox.mysql.doctor.Severity.UNKNOWN;
import static io.signalbox.mysql.doctor.Severity.WEAKENS;

import io.signalbox.mysql.conf.ServerConf;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Everything that is looked for: the promise that it concerns, how much, when it matches, why it matters, how to mend it. */
@SuppressWarnings("ImmutableEnumChecker") // Its matches are functions without state.
public enum Check {
    NOT_EXAMINED(
            P1,
            UNKNOWN,
            Looks::notExamined,
            "Nobody has looked at this server, or not at all of it, so that nothing can be said for it.",
            "See that its agent and its mysqld run; give sb_monitor the grants of mysql/grants/2-monitor.sql."),
    SYNC_BINLOG(
            P1,
            BREAKS,
            Match.isNot("sync_binlog", "1"),
            "The binlog is not flushed with each commit: after a loss of power the server lacks "
                    + "transactions that it had acknowledged, and gives their GTIDs out again.",
            "SET PERSIST sync_binlog = 1."),
    FLUSH_AT_COMMIT(
            P1,
            BREAKS,
            Match.isNot("innodb_flush_log_at_trx_commit", "1"),
            "InnoDB's log is not flushed with each commit: after a crash tables and binlog differ.",
            "SET PERSIST innodb_flush_log_at_trx_commit = 1."),
    REDO_LOG_OFF(
            P1,
            BREAKS,
            Match.isNot("Innodb_redo_log_enabled", "ON"),
            "InnoDB writes no redo log: a crash leaves nothing that can be started.",
            "ALTER INSTANCE ENABLE INNODB REDO_LOG."),
    DOUBLEWRITE_OFF(
            P1,
            BREAKS,
            new Match.Setting("innodb_doublewrite", value -> !value.matches("(?i)ON|DETECT_AND_RECOVER|1")),
            "A page that a loss of power tore cannot be mended.",
            "innodb-doublewrite = ON in my.cnf, then a restart."),
    FLUSHES_NOT(
            P1,
            BREAKS,
            new Match.Setting("innodb_flush_method", value -> value.matches("(?i)nosync|littlesync")),
            "InnoDB leaves flushing to the operating system.",
            "innodb-flush-method = O_DIRECT in my.cnf, then a restart."),
    FORCED_RECOVERY(
            P1,
            BREAKS,
            Match.isNot("innodb_force_recovery", "0"),
            "InnoDB runs without parts of its recovery; what it holds cannot be relied on.",
            "Replace the server by a copy of a sound one, and take innodb-force-recovery out of my.cnf."),
    CORRUPT_PAGE(
            P1,
            BREAKS,
            new Match.Seen(Looks::corruptions),
            "mysqld could not read some of its data since it came here, and ends itself when it is read again: what "
                    + "stood there is not on this server, and whoever is promoted to it does not get it.",
            "A primary hands over first (./signalbox switchover); then ./signalbox maintain SERVER, "
                    + "./signalbox reclone SERVER, ./signalbox maintain SERVER --off."),
    ERROR_LOG_NO_FILE(
            P1,
            ADVICE,
            Match.is("log_error", "stderr"),
            "mysqld's error log is no file: what it told of corrupt pages before its last start is not seen here.",
            "log-error = a file, in my.cnf, then a restart."),
    ERROR_LOG_LOCAL_TIME(
            P1,
            ADVICE,
            Match.is("log_timestamps", "SYSTEM"),
            "Where local time is UTC, mysqld cannot read its own times again: what it told of corrupt pages is seen "
                    + "here as if it were from its last start, also after a copy.",
            "SET PERSIST log_timestamps = UTC."),
    SEMI_SYNC_MISSING(
            P1,
            BREAKS,
            Looks.semiSyncIsMissing(),
            "Without both plugins of semi-synchronous replication a commit waits for nobody.",
            "plugin-load-add for rpl_semi_sync_source and rpl_semi_sync_replica in my.cnf, then a restart."),
    WAIT_POINT(
            P1,
            BREAKS,
            Match.isNot("rpl_semi_sync_source_wait_point", "AFTER_SYNC"),
            "Others read a transaction before a replica has it, and the tail of a crashed primary cannot "
                    + "be cut: it is committed already.",
            "SET PERSIST rpl_semi_sync_source_wait_point = AFTER_SYNC."),
    SEMI_SYNC_TIMEOUT(
            P1,
            BREAKS,
            Match.below("rpl_semi_sync_source_timeout", 4_294_967_295L),
            "After this time commits are acknowledged without a replica, and nobody decided so.",
            "SET PERSIST rpl_semi_sync_source_timeout = 4294967295."),
    WAIT_NO_REPLICA(
            P1,
            BREAKS,
            Match.isNot("rpl_semi_sync_source_wait_no_replica", "ON"),
            "As soon as no replica is connected, commits are acknowledged that only this server holds.",
            "SET PERSIST rpl_semi_sync_source_wait_no_replica = ON, while nothing waits."),
    RELAY_LOG_RECOVERY(
            P1,
            BREAKS,
            Match.isNot("relay_log_recovery", "OFF"),
            "At its start a replica throws away what it had received and acknowledged.",
            "relay-log-recovery = OFF in my.cnf, then a restart."),
    RELAY_LOG_NEVER_FLUSHED(
            P1,
            ADVICE,
            Match.is("sync_relay_log", "0"),
            "What a replica acknowledged is flushed when its operating system likes: a loss of power at "
                    + "primary and replica together can lose it.",
            "SET PERSIST sync_relay_log = 10000; 1 is safest, and costs about half a commit's time again."),
    BINLOG_OFF(
            P1,
            BREAKS,
            Match.isNot("log_bin", "ON"),
            "Without a binlog nothing can follow this server.",
            "log-bin = binlog in my.cnf, then a restart."),
    LOG_REPLICA_UPDATES(
            P1,
            BREAKS,
            Match.isNot("log_replica_updates", "ON"),
            "Once promoted, it cannot give others what it had received as a replica.",
            "log-replica-updates = ON in my.cnf, then a restart."),
    BINLOG_FORMAT(
            P1,
            BREAKS,
            Match.isNot("binlog_format", "ROW"),
            "Statements may do something else on a replica.",
            "SET PERSIST binlog_format = ROW, and let the applications connect again."),
    BINLOG_ERROR_ACTION(
            P1,
            BREAKS,
            Match.isNot("binlog_error_action", "ABORT_SERVER"),
            "When the binlog cannot be written, the server goes on without it, and acknowledges what "
                    + "nobody else can get.",
            "SET PERSIST binlog_error_action = ABORT_SERVER."),
    BINLOG_FILTER(
            P1,
            BREAKS,
            new Match.Seen(seen -> Looks.filters(seen, "binlog")),
            "Some schemas are left out of the binlog: their writes are on this server alone.",
            "Take binlog-do-db and binlog-ignore-db out of my.cnf, then a restart."),
    REPLICATION_FILTER(
            P1,
            BREAKS,
            new Match.Seen(seen -> Looks.filters(seen, "replicate")),
            "The replica leaves out part of what it received, and holds the GTID all the same.",
            "CHANGE REPLICATION FILTER to nothing, and copy the server afresh."),
    GTID_MODE(
            P1,
            BREAKS,
            Match.isNot("gtid_mode", "ON"),
            "Who holds what is known by GTIDs alone.",
            "Set gtid_mode to ON, step by step as in MySQL's manual."),
    GTID_CONSISTENCY(
            P1,
            BREAKS,
            Match.isNot("enforce_gtid_consistency", "ON"),
            "Statements that no GTID can stand for are allowed.",
            "SET PERSIST enforce_gtid_consistency = ON."),
    ERRORS_SKIPPED(
            P1,
            BREAKS,
            Match.isNot("replica_skip_errors", "OFF"),
            "The applier passes over what it cannot do, so that replicas differ in silence.",
            "Take replica-skip-errors out of my.cnf, then a restart."),
    APPLIER_FORGIVES(
            P1,
            BREAKS,
            Match.isNot("replica_exec_mode", "STRICT"),
            "The applier passes over rows that it misses or has already, so that replicas differ in silence.",
            "SET PERSIST replica_exec_mode = STRICT."),
    COMMIT_ORDER(
            P1,
            WEAKENS,
            Match.isNot("replica_preserve_commit_order", "ON"),
            "A replica commits in another order than the primary: readers see states that never were, and "
                    + "a crash leaves gaps.",
            "SET PERSIST replica_preserve_commit_order = ON, with the applier stopped."),
    NO_AUTO_POSITION(
            P1,
            BREAKS,
            Looks.channel(channel -> !channel.autoPosition(), channel -> "no auto-position"),
            "The channel follows by file and offset, which mean nothing on another primary.",
            "CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION = 1."),
    ANONYMOUS_GTIDS(
            P1,
            BREAKS,
            Looks.channel(channel -> !channel.anonymous().equals("OFF"), Examination.Channel::anonymous),
            "The replica makes up GTIDs for transactions that came without, so that the same one has two names.",
            "CHANGE REPLICATION SOURCE TO ASSIGN_GTIDS_TO_ANONYMOUS_TRANSACTIONS = OFF."),
    SECOND_SOURCE(
            P1,
            BREAKS,
            Looks.channel(channel -> !channel.name().isEmpty(), channel -> "channel " + channel.name()),
            "Transactions come from a server that Signalbox does not know; semi-synchronous replication "
                    + "knows the default channel alone.",
            "STOP REPLICA and RESET REPLICA ALL for that channel."),
    SERVER_ID(
            P1,
            BREAKS,
            new Company.Same("server_id"),
            "Two servers with one server_id: each drops what comes from the other.",
            "Another server-id in the my.cnf of one of them, then a restart."),
    SERVER_UUID(
            P1,
            BREAKS,
            new Company.Same("server_uuid"),
            "Two servers with one server_uuid give the same GTIDs to different transactions.",
            "Stop one, remove auto.cnf from its data directory, start it."),
    OTHER_ENGINES(
            P1,
            BREAKS,
            new Match.Seen(Looks::otherTables),
            "Rows in these tables cannot be rolled back: what a crashed primary had not been acknowledged "
                    + "stays in them.",
            "ALTER TABLE … ENGINE = InnoDB."),
    MYISAM_ALLOWED(
            P1,
            WEAKENS,
            Looks.myisamIsAllowed(),
            "Anybody may make a table whose rows cannot be rolled back.",
            "disabled-storage-engines = "
                    + "\"MyISAM,MRG_MyISAM,MEMORY,ARCHIVE,BLACKHOLE,CSV,FEDERATED,EXAMPLE\" in my.cnf, then a "
                    + "restart."),
    DEFAULT_ENGINE(
            P1,
            WEAKENS,
            Match.isNot("default_storage_engine", "InnoDB"),
            "Tables made without an engine's name cannot be rolled back.",
            "SET PERSIST default_storage_engine = InnoDB."),
    BINLOG_ENCRYPTED(
            P1,
            WEAKENS,
            Match.isNot("binlog_encryption", "OFF"),
            "The tail of a crashed primary can be neither read nor cut: the server comes back by a whole "
                    + "copy only, and until then there is one acker less.",
            "SET PERSIST binlog_encryption = OFF; encrypt the disk instead."),
    BINLOG_ELSEWHERE(
            P1,
            WEAKENS,
            Looks.binlogIsElsewhere(ServerConf.BINLOG + ".index"),
            "The start gate looks for the binlog in the data directory, under the name binlog: it cannot "
                    + "cut this one's tail, so that the server comes back by a whole copy only.",
            "log-bin = binlog in my.cnf, then a restart."),
    TAGGED_GTIDS(
            P1,
            WEAKENS,
            Match.is("gtid_executed_has_tags", "ON"),
            "The tail of a binlog with tagged GTIDs cannot be cut: the server comes back by a whole copy only.",
            "SET gtid_next without a tag; take TRANSACTION_GTID_TAG from whoever does otherwise."),
    BINLOG_EXPIRES_SOON(
            P1,
            WEAKENS,
            Looks.expiresSoon(3600),
            "A replica that was away for longer cannot catch up any more.",
            "SET PERSIST binlog_expire_logs_seconds = 172800."),
    SOURCE_GIVEN_UP(
            P1,
            WEAKENS,
            Looks.channel(
                    channel -> channel.retries() > 0 && channel.retries() < 600,
                    channel -> "gives up after " + channel.retries() + " tries"),
            "After a while without its source the replica stops trying, and acknowledges nothing when it is back.",
            "CHANGE REPLICATION SOURCE TO SOURCE_RETRY_COUNT = 86400."),
    VERSIONS_DIFFER(
            P1,
            WEAKENS,
            new Company.Unlike(Set.of("version"), version -> version.replaceAll("^(\\d+\\.\\d+).*", "$1")),
            "Servers of different series cannot be copied from each other, and an older one may not "
                    + "understand a newer one's binlog.",
            "Bring all servers to one series; the primary last."),
    ACCOUNT_SHUTS_DOWN(
            P1,
            BREAKS,
            Match.privilege("SHUTDOWN"),
            "SHUTDOWN tells clients whose commits wait that they are done, though nobody else has them.",
            "REVOKE SHUTDOWN ON *.*; only the agent stops a mysqld."),
    ACCOUNT_SKIPS_BINLOG(
            P1,
            BREAKS,
            Match.privilege("SESSION_VARIABLES_ADMIN"),
            "It may set sql_log_bin = OFF: its writes are acknowledged and never replicated.",
            "REVOKE SESSION_VARIABLES_ADMIN ON *.*."),
    ACCOUNT_ACKNOWLEDGES(
            P1,
            WEAKENS,
            Match.privilege("REPLICATION SLAVE"),
            "Whoever fetches the binlog may acknowledge commits, though no failover asks for what it holds.",
            "See that its user never switches semi-sync on (readers of changes do not), or revoke it."),
    ACCOUNT_SURVIVES_FENCE(
            P2,
            BREAKS,
            Match.privilege("CONNECTION_ADMIN", "SUPER"),
            "Its sessions are not ended by offline_mode, which is how an isolated primary leaves service.",
            "REVOKE CONNECTION_ADMIN, SUPER ON *.*; administrators use an account that comes from localhost."),
    ACCOUNT_OPENS_SERVERS(
            P2,
            BREAKS,
            Match.privilege("SYSTEM_VARIABLES_ADMIN", "SUPER"),
            "It may open a replica for writes, or stop the primary from waiting for acknowledgements.",
            "REVOKE SYSTEM_VARIABLES_ADMIN, SUPER ON *.*."),
    ACCOUNT_REPOINTS(
            P2,
            BREAKS,
            Match.privilege("REPLICATION_SLAVE_ADMIN", "SUPER"),
            "It may attach a detached replica to an old primary, which can acknowledge again then.",
            "REVOKE REPLICATION_SLAVE_ADMIN, SUPER ON *.*."),
    READ_ONLY_FOR_SOME(
            P2,
            BREAKS,
            Looks.readOnlyForSomeOnly(),
            "The server is read-only, but not for administrators.",
            "SET GLOBAL super_read_only = ON."),
    STARTS_OPEN(
            P2,
            BREAKS,
            new Match.Seen(Looks::persistedOpen),
            "At its next start the server is not harmless: it takes writes, or acknowledges, before "
                    + "anybody allowed it.",
            "RESET PERSIST for these variables; my.cnf says what is right."),
    REPLICATION_STARTS(
            P2,
            BREAKS,
            Match.isNot("skip_replica_start", "ON"),
            "At its start the server follows whom it followed last, and may acknowledge to an old primary.",
            "skip-replica-start = ON in my.cnf, then a restart."),
    SOURCE_CHOOSES_ITSELF(
            P2,
            BREAKS,
            Looks.channel(Examination.Channel::autoFailover, channel -> "looks for another source by itself"),
            "MySQL itself points the replica at another server, behind the record's back.",
            "CHANGE REPLICATION SOURCE TO SOURCE_CONNECTION_AUTO_FAILOVER = 0."),
    SECOND_PROTOCOL(
            P2,
            WEAKENS,
            new Match.Setting("mysqlx_port", value -> true),
            "Clients may come by X Protocol, past HAProxy and past the kernel's fence.",
            "mysqlx = OFF in my.cnf, then a restart."),
    ISOLATION_DIFFERS(
            P2,
            WEAKENS,
            Paces::isolatedAtAnotherTime,
            "An isolated primary leaves service at another time than the controller counts on: before it could be told to go "
                    + "on alone, or so late that its clients read old data for longer.",
            "isolation.after in the agent's file as isolationAfter in the controller's, then a restart of it."),
    APPLIER_WORKERS(
            P4,
            BREAKS,
            Match.below("replica_parallel_workers", 16),
            "Replicas fall behind under load, and what they have not applied is the length of the failover.",
            "SET PERSIST replica_parallel_workers = 16, then STOP and START REPLICA SQL_THREAD."),
    DELAYED_REPLICA(
            P4,
            BREAKS,
            Looks.channel(
                    channel -> channel.delaySeconds() > 0, channel -> "delayed by " + channel.delaySeconds() + " s"),
            "A failover to this server waits until it has applied all, delay included.",
            "CHANGE REPLICATION SOURCE TO SOURCE_DELAY = 0."),
    RECEIVER_HASTY(
            P4,
            WEAKENS,
            Match.below("replica_net_timeout", 5),
            "A receiver on a dead link tries to connect again in the middle of a failover, and takes 2 s "
                    + "to stop there.",
            "SET PERSIST replica_net_timeout = 10."),
    RECEIVER_PATIENT(
            P4,
            WEAKENS,
            Match.above("replica_net_timeout", 20),
            "A receiver whose source's host or link is gone without a word takes so many seconds to try again: "
                    + "commits wait, or one copy less is made, although the way may be free.",
            "SET PERSIST replica_net_timeout = 10; it counts from the receiver's next connection."),
    NAMES_RESOLVED(
            P4,
            WEAKENS,
            Match.isNot("skip_name_resolve", "ON"),
            "Each login asks DNS for the client's name, and waits when DNS does.",
            "skip-name-resolve = ON in my.cnf, then a restart."),
    SETTINGS_DIFFER(
            P4,
            WEAKENS,
            new Company.Unlike(Looks.FELT_BY_CLIENTS, value -> value),
            "After a failover clients meet other rules than before.",
            "The same in every my.cnf."),
    ADMIN_PORT_CLOSED(
            P5,
            BREAKS,
            Match.is("admin_address", ""),
            "When max_connections is reached the agent cannot get in, and overload looks like death.",
            "admin-address and admin-port in my.cnf, then a restart."),
    ADMIN_PORT_SHARED(
            P5,
            WEAKENS,
            Match.isNot("create_admin_listener_thread", "ON"),
            "Logins by the admin port wait behind those of the clients.",
            "create-admin-listener-thread = ON in my.cnf, then a restart."),
    HEARTBEAT_RARE(
            P5,
            BREAKS,
            Looks.channel(
                    channel -> channel.heartbeatSeconds() <= 0 || channel.heartbeatSeconds() > 0.25,
                    channel -> "heartbeat every " + channel.heartbeatSeconds() + " s"),
            "An idle replica hears of its source so seldom that it says of a primary whose agent is silent that it is "
                    + "lost: witnessSilentAfter (700 ms) must be several heartbeats.",
            "CHANGE REPLICATION SOURCE TO SOURCE_HEARTBEAT_PERIOD = 0.1."),
    CLOCKS_DIFFER(
            P5,
            WEAKENS,
            new Company.Clocks(Duration.ofSeconds(1)),
            "The lag of replicas is told by the primary's clock, and wrong by as much: readers and "
                    + "switchovers are kept from sound servers, or come to stale ones.",
            "Run NTP on all hosts."),
    AGENT_SLOW(
            P5,
            BREAKS,
            Paces::tooSlow,
            "The controller takes the time between two looks or two reports of this agent for silence: a bound must be "
                    + "several of its periods.",
            "periods in the agent's file shorter, or the bound in the controller's longer, then a restart of it."),
    CERTIFICATE_ENDS(
            P7,
            WEAKENS,
            Looks.certificateEnds(),
            "A client that verifies mysqld's certificate is refused once it has expired, one of Connector/J that speaks TLS in any case; who does not verify is not protected by it.",
            "New files for ssl_cert and ssl_key, then ALTER INSTANCE RELOAD TLS."),
    FILES_OPEN(
            P7,
            WEAKENS,
            Match.is("secure_file_priv", ""),
            "Statements may read and write any file that mysqld may.",
            "secure-file-priv = NULL in my.cnf, then a restart.");

    /** What SET PERSIST must leave alone: my.cnf makes a server start harmless. */
    public static final Set<String> PERSISTED = Looks.persisted();

    private final Promise promise;
    private final Severity severity;
    private final Match match;
    private final String sentence;
    private final String mend;

    Check(Promise promise, Severity severity, Match match, String sentence, String mend) {
        this.promise = promise;
        this.severity = severity;
        this.match = match;
        this.sentence = sentence;
        this.mend = mend;
    }

    public Promise promise() {
        return promise;
    }

    public Severity severity() {
        return severity;
    }

    Match match() {
        return match;
    }

    /** Why it matters. */
    public String sentence() {
        return sentence;
    }

    /** What to do about it. */
    public String mend() {
        return mend;
    }

    /** Every global variable that some check looks at. */
    public static SortedSet<String> settings() {
        SortedSet<String> names = new TreeSet<>();
        Arrays.stream(values()).forEach(check -> names.addAll(check.match.settings()));
        return names;
    }

    /** Every privilege that some check looks for. */
    public static SortedSet<String> privileges() {
        SortedSet<String> names = new TreeSet<>();
        Arrays.stream(values()).forEach(check -> names.addAll(check.match.privileges()));
        return names;
    }
}
