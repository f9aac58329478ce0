package io.signalbox.controller.core.settings;

import java.time.Duration;
import java.util.List;

/**
 * The site as the kernel must know it.
 *
 * @param servers database servers, in the order in which they are shown
 * @param proxies agents that hold an HAProxy's runtime socket
 * @param k how many acknowledgements a commit waits for where there are enough servers to give them
 */
public record ClusterSettings(
        String cluster,
        List<DatabaseServer> servers,
        List<String> proxies,
        String writerBackend,
        String readerBackend,
        List<WebServer> web,
        Bounds bounds,
        WhenNoAckers whenNoAckers,
        int k) {

    /** One copy survives one failure. */
    public static final int DEFAULT_K = 1;

    /**
     * A mysqld and the agent beside it.
     *
     * @param zone what may fail as one; empty: servers of one zone are all alike
     */
    public record DatabaseServer(String name, String host, int mysqlPort, PromotionRule rule, String zone) {

        /** As good as any other. */
        public static DatabaseServer plain(String name, String host, int mysqlPort) {
            return new DatabaseServer(name, host, mysqlPort, PromotionRule.NEUTRAL, "");
        }
    }

    /** Whether a server should become primary, among those that hold everything; the first is taken first. */
    public enum PromotionRule {
        PREFER,
        NEUTRAL,
        AVOID,
        /** Neither by itself nor by a switchover; only where an operator forces a failover to it by name. */
        NEVER
    }

    /** A web server behind every proxy; {@code weight} is its capacity, 1 to 256. */
    public record WebServer(String backend, String name, int weight) {}

    /** What a primary does when nobody is left who could acknowledge. */
    public enum WhenNoAckers {
        ALONE,
        STOP
    }

    /**
     * Every wait that the kernel decides by.
     *
     * @param silentAfter SQL silent for so long is a hang
     * @param starvedAfter SQL silent for so long is a hang even if mysqld waits for a processor all the time
     * @param linkLostAfter no report for so long: the agent is silent
     * @param witnessSilentAfter a replica that heard nothing of its source for so long, or a proxy whose connections to
     *     it have not worked for so long, does not stand up for it any more
     * @param writesStalledAfter a primary whose writes have waited for the disk for so long is as good as dead
     * @param noAckersAfter no acker reachable for so long: go alone, or stop
     * @param leaveAfter an acker is gone for so long while others are there: it leaves, so that the loss of the primary
     *     can be survived without it. Longer than a mysqld or an agent takes to be restarted
     * @param isolationAfter {@code isolation.after} of the agents' files: an isolated primary leaves service then
     * @param commandDeadline for one command that does not wait for the applier
     * @param applyDeadline for a command that does (Open)
     * @param routeDeadline how long the outcome of a route is waited for before the proxy is presumed open
     * @param switchoverDeadline overall, unless the operator says otherwise
     * @param lockWait how long closing may wait for whoever writes; a lock that was held for longer before refuses a
     *     switchover
     * @param longTransaction one that has run for longer refuses a switchover
     * @param coolDown after an automatic failover, for the server that failed
     * @param wholeAfter ends a cool-down early: the site has been whole for so long
     * @param maxReadLag a replica that lags more is shown so, and is no candidate for a switchover
     */
    public record Bounds(
            Duration silentAfter,
            Duration starvedAfter,
            Duration linkLostAfter,
            Duration witnessSilentAfter,
            Duration writesStalledAfter,
            Duration noAckersAfter,
            Duration leaveAfter,
            Duration isolationAfter,
            Duration commandDeadline,
            Duration applyDeadline,
            Duration routeDeadline,
            Duration switchoverDeadline,
            Duration lockWait,
            Duration longTransaction,
            Duration coolDown,
            Duration wholeAfter,
            Duration maxReadLag) {

        public Bounds leavingAfter(Duration time) {
            return new Bounds(
                    silentAfter,
                    starvedAfter,
                    linkLostAfter,
                    witnessSilentAfter,
                    writesStalledAfter,
                    noAckersAfter,
                    time,
                    isolationAfter,
                    commandDeadline,
                    applyDeadline,
                    routeDeadline,
                    switchoverDeadline,
                    lockWait,
                    longTransaction,
                    coolDown,
                    wholeAfter,
                    maxReadLag);
        }

        /** For servers in one room. */
        public static Bounds defaults() {
            return new Bounds(
                    Duration.ofMillis(350),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(1000),
                    Duration.ofMillis(700),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(60),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5));
        }
    }
}
