package io.signalbox.mysql.fence;

import static io.signalbox.mysql.fence.Client.ACKNOWLEDGED;
import static io.signalbox.mysql.fence.Client.LOST;
import static io.signalbox.mysql.fence.Client.STAYS_BLOCKED;
import static io.signalbox.mysql.fence.Visible.AFTER_THE_RESTART;
import static io.signalbox.mysql.fence.Visible.NO;
import static io.signalbox.mysql.fence.Visible.YES;

/** The table: one way to silence a primary in each row, and what comes of it. */
enum Silencing {
    REPLICA_RETURNS("nothing; the replica returns", "answers", ACKNOWLEDGED, YES, "right", Bench::replicaReturns),
    SUPER_READ_ONLY(
            "`super_read_only = ON`",
            "error 1205",
            STAYS_BLOCKED,
            NO,
            "no fence: it waits itself",
            bench -> bench.say("SET SESSION lock_wait_timeout = 1", "SET GLOBAL super_read_only = ON")),
    READ_ONLY(
            "`read_only = ON`",
            "error 1205",
            STAYS_BLOCKED,
            NO,
            "no fence: it waits itself",
            bench -> bench.say("SET SESSION lock_wait_timeout = 1", "SET GLOBAL read_only = ON")),
    FLUSH_TABLES(
            "`FLUSH TABLES WITH READ LOCK`",
            "error 1205",
            STAYS_BLOCKED,
            NO,
            "no fence: it waits itself",
            bench -> bench.say("SET SESSION lock_wait_timeout = 1", "FLUSH TABLES WITH READ LOCK")),
    KILL_QUERY(
            "`KILL QUERY`",
            "answers",
            STAYS_BLOCKED,
            NO,
            "no effect",
            bench -> bench.say("KILL QUERY " + bench.waitingSession())),
    KILL_CONNECTION(
            "`KILL CONNECTION`",
            "answers",
            LOST,
            NO,
            "a fence for one session",
            bench -> bench.say("KILL CONNECTION " + bench.waitingSession())),
    OFFLINE_MODE(
            "`offline_mode = ON`",
            "answers",
            LOST,
            NO,
            "**a fence**, the best in SQL",
            bench -> bench.say("SET GLOBAL offline_mode = ON")),
    RESET_SOCKETS("`ss -K` on the port", "answers", LOST, NO, "**a fence**, needs no mysqld", Bench::resetSockets),
    DROP_PACKETS(
            "packets to the port dropped",
            "answers",
            STAYS_BLOCKED,
            NO,
            "keeps new ones out; goes with `ss -K`",
            Bench::dropPackets),
    SIGKILL(
            "SIGKILL",
            "answers",
            LOST,
            AFTER_THE_RESTART,
            "**a fence**; the tail must be cut before the start",
            Bench::kill),
    SIGSTOP("SIGSTOP, then SIGCONT", "answers", STAYS_BLOCKED, NO, "no effect", Bench::haltAndGoOn),
    SIGTERM("**SIGTERM**", "answers", ACKNOWLEDGED, AFTER_THE_RESTART, "**false acknowledgement**", Bench::stop),
    SIGTERM_BESIDE_A_FROZEN_REPLICA(
            "**SIGTERM**, a replica is connected but frozen",
            Replica.FROZEN,
            "answers",
            ACKNOWLEDGED,
            AFTER_THE_RESTART,
            "**false acknowledgement**, after some ten seconds",
            Bench::stop),
    SHUTDOWN(
            "**`SHUTDOWN`**", "answers", ACKNOWLEDGED, AFTER_THE_RESTART, "**false acknowledgement**", Bench::shutdown),
    SOURCE_SIDE_OFF(
            "**`rpl_semi_sync_source_enabled = OFF`**",
            "answers",
            ACKNOWLEDGED,
            YES,
            "**false acknowledgement**",
            bench -> bench.say("SET GLOBAL rpl_semi_sync_source_enabled = OFF")),
    NO_WAIT_WITHOUT_REPLICA(
            "**`rpl_semi_sync_source_wait_no_replica = OFF`**",
            "answers",
            ACKNOWLEDGED,
            YES,
            "**false acknowledgement**",
            bench -> bench.say("SET GLOBAL rpl_semi_sync_source_wait_no_replica = OFF")),
    SHORTER_TIMEOUT(
            "`rpl_semi_sync_source_timeout = 100`",
            "answers",
            STAYS_BLOCKED,
            NO,
            "no effect on what waits",
            bench -> bench.say("SET GLOBAL rpl_semi_sync_source_timeout = 100")),
    MORE_ACKNOWLEDGEMENTS(
            "`rpl_semi_sync_source_wait_for_replica_count = 2`",
            "answers",
            STAYS_BLOCKED,
            NO,
            "no effect on what waits",
            bench -> bench.say("SET GLOBAL rpl_semi_sync_source_wait_for_replica_count = 2")),
    AFTER_COMMIT(
            "`rpl_semi_sync_source_wait_point = AFTER_COMMIT`",
            "answers",
            STAYS_BLOCKED,
            NO,
            "no effect on what waits",
            bench -> bench.say("SET GLOBAL rpl_semi_sync_source_wait_point = AFTER_COMMIT")),
    UNINSTALL_PLUGIN(
            "`UNINSTALL PLUGIN rpl_semi_sync_source`, a replica is connected but frozen",
            Replica.FROZEN,
            "error 1883",
            STAYS_BLOCKED,
            NO,
            "refused",
            bench -> bench.say("UNINSTALL PLUGIN rpl_semi_sync_source"));

    /** The series that the rows were held against last; {@link FencesIT} says when it meets another. */
    static final String VERSION = "9.7.4";

    /** Why nobody acknowledges. */
    enum Replica {
        AWAY,
        FROZEN
    }

    private final String words;
    private final Replica replica;
    private final String act;
    private final Client client;
    private final Visible row;
    private final String verdict;
    private final Deed deed;

    /** Does it to the primary and says how that ended. */
    interface Deed {
        String to(Bench bench) throws Exception;
    }

    Silencing(String words, String act, Client client, Visible row, String verdict, Deed deed) {
        this(words, Replica.AWAY, act, client, row, verdict, deed);
    }

    Silencing(String words, Replica replica, String act, Client client, Visible row, String verdict, Deed deed) {
        this.words = words;
        this.replica = replica;
        this.act = act;
        this.client = client;
        this.row = row;
        this.verdict = verdict;
        this.deed = deed;
    }

    Replica replica() {
        return replica;
    }

    /** How the act itself ends: {@code answers}, or with which error of MySQL. */
    String act() {
        return act;
    }

    Client client() {
        return client;
    }

    Visible row() {
        return row;
    }

    String inflict(Bench bench) throws Exception {
        return deed.to(bench);
    }

    /** As it stands in the document. */
    String line() {
        return "| " + String.join(" | ", words, act, client.words(), row.words(), verdict) + " |";
    }
}
