package io.signalbox.agents.core;

import java.time.Duration;

/**
 * What an agent's mind must know of its host.
 *
 * @param server its name
 * @param database whether a mysqld belongs to it
 * @param proxy whether an HAProxy belongs to it
 * @param bind the address from which its receiver connects
 * @param account the replication account that its receiver uses
 * @param isolation a primary without any controller and any acker for so long leaves service
 */
public record AgentSettings(
        String server,
        boolean database,
        boolean proxy,
        String bind,
        String account,
        Duration isolation,
        Bounds bounds) {

    /**
     * The least that a leader needs to come back and let the primary go alone instead: {@code noAckersAfter} and a
     * {@code commandDeadline} of the controller.
     */
    public static final Duration ISOLATION = Duration.ofSeconds(6);

    /** The longest copy: 1 TB at 150 MB/s, about. A leader waits for it a little longer. */
    public static final Duration COPY = Duration.ofHours(2);

    /** A host with a mysqld; the account of server X is {@code repl_X}. */
    public static AgentSettings ofDatabase(String server, String bind) {
        return new AgentSettings(server, true, false, bind, "repl_" + server, ISOLATION, Bounds.defaults());
    }

    /** A host with an HAProxy and no mysqld. */
    public static AgentSettings ofProxy(String server) {
        return new AgentSettings(server, false, true, "", "", ISOLATION, Bounds.defaults());
    }

    /**
     * Every wait of an agent's mind.
     *
     * @param act one act that waits for nothing but mysqld itself
     * @param lockWait how long running statements may hold up becoming read-only, where the order does not say
     * @param apply how long Open waits for the applier
     * @param look how long commits that wait are watched, to see whether one of them moves
     * @param kill until the killed process runs no more code
     * @param start until mysqld answers after its start, recovery included
     * @param stop an orderly end
     * @param cut saving and cutting a tail, or saving what the binlog has beyond the primary's
     * @param copy a copy of all of another server's data
     * @param lookGap looks further apart than this say nothing of the time between them; and shorter than this nobody is
     *     called alone
     * @param kernel closing the client port and resetting its connections
     * @param offline switching {@code offline_mode} on; mysqld is killed when it has passed
     * @param firstRetry before a failed start is tried again; doubles each time up to {@code lastRetry}
     */
    public record Bounds(
            Duration act,
            Duration lockWait,
            Duration apply,
            Duration look,
            Duration kill,
            Duration start,
            Duration stop,
            Duration cut,
            Duration copy,
            Duration lookGap,
            Duration kernel,
            Duration offline,
            Duration firstRetry,
            Duration lastRetry) {

        public static Bounds defaults() {
            return new Bounds(
                    Duration.ofMillis(2500),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(55),
                    Duration.ofMillis(60),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(120),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    COPY,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(200),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30));
        }
    }
}
