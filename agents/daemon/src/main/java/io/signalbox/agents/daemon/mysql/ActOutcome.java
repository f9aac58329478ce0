package io.signalbox.agents.daemon.mysql;

import io.signalbox.mysql.gtid.GtidSet;
import java.util.SortedMap;

/** How an act on mysqld ended. */
public sealed interface ActOutcome {

    /**
     * Done, or already so.
     *
     * @param executed read after the act where it reads sets, else empty
     * @param received executed and retrieved together; for a history every GTID in the binlog too
     * @param details names and values for the journal, such as {@code receiver=stopping}
     */
    record Performed(GtidSet executed, GtidSet received, SortedMap<String, String> details) implements ActOutcome {}

    /** Not known to be done: read again. The sentence holds no password. */
    record Failed(Code code, String sentence) implements ActOutcome {}

    /** Why an act is not known to be done. */
    enum Code {
        /** No connection could be had. */
        UNREACHABLE,
        /** The bound passed; the statement's session was ended as far as possible. */
        TIMED_OUT,
        /** A lock was not had within the lock wait; nothing was changed. */
        LOCK_WAIT,
        /** The set was not executed within the bound. */
        NOT_CAUGHT_UP,
        /** The act would drop transactions that were received and not yet applied. */
        WOULD_DROP_RECEIVED,
        /** No replication source is configured. */
        NO_SOURCE,
        /** No such replication account. */
        NO_ACCOUNT,
        /** The account lacks a privilege, or its password is wrong. */
        CREDENTIALS,
        /** The server is read-only. */
        READ_ONLY,
        /** The copy of a donor's data did not succeed; the sentence has mysqld's reason. */
        COPY_FAILED,
        /** What was read back is not what was set. */
        NOT_AS_SET,
        /** A value is not one that may stand in a statement. */
        BAD_VALUE,
        /** mysqld refused; its number and words are in the sentence. */
        REFUSED
    }
}
