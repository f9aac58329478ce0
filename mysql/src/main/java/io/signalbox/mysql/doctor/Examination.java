package io.signalbox.mysql.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What an agent has read of its mysqld that changes seldom. Parts that could not be read are empty, and named in
 * {@code unread} with the reason.
 *
 * @param age how old the reading was when it was sent
 * @param clockMillis mysqld's clock at the reading, since 1970
 * @param settings the global variables that {@link Check#settings} names, in MySQL's words
 * @param persisted what of {@link Check#PERSISTED} SET PERSIST has set for the next start
 * @param filters of the binlog and of replication, in words
 * @param tables user tables in an engine other than InnoDB; at most {@link #MOST}
 * @param holders unlocked accounts with a privilege of {@link Check#privileges}, roles counted in; at most {@link #MOST}
 * @param errorLog what mysqld's error log tells of its data; absent where it could not be read, and from an agent that does not say
 * @param pace of the agent itself; absent from one that does not say, and where nobody's agent looked
 */
public record Examination(
        String server,
        Duration age,
        long clockMillis,
        SortedMap<String, String> settings,
        SortedMap<String, String> persisted,
        List<Channel> channels,
        List<String> filters,
        List<Table> tables,
        List<Holder> holders,
        SortedMap<String, String> unread,
        Optional<ErrorLog> errorLog,
        Optional<Pace> pace) {
    /** So many of each are read. */
    public static final int MOST = 50;

    public Examination with(Duration lookedAgo, Optional<Pace> agent) {
        return new Examination(
                server,
                lookedAgo,
                clockMillis,
                settings,
                persisted,
                channels,
                filters,
                tables,
                holders,
                unread,
                errorLog,
                agent);
    }

    /**
     * A replication channel as it is configured; the default one has no name.
     *
     * @param anonymous what is done with transactions that have no GTID; OFF is right
     * @param autoFailover MySQL itself looks for another source
     */
    public record Channel(
            String name,
            String source,
            boolean autoPosition,
            double heartbeatSeconds,
            long retries,
            boolean autoFailover,
            int delaySeconds,
            String anonymous) {}

    /** A table, and the engine that keeps it. */
    public record Table(String schema, String name, String engine) {}

    /** An account, and the privileges for which it was read; from any host if that is {@code %}. */
    public record Holder(String user, String host, List<String> privileges) {}

    /** What mysqld has logged since its data came to be; at most {@link #MOST} corruptions, the newest first. */
    public record ErrorLog(List<Corruption> corruptions) {}

    /**
     * Data that InnoDB could not read.
     *
     * @param place such as {@code page 36 of table space 17}; empty where the message does not say
     * @param code of the message, such as {@code MY-011906}
     * @param at when it was logged last
     */
    public record Corruption(String place, String code, Instant at) {}
}
