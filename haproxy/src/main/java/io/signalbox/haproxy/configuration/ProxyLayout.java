package io.signalbox.haproxy.configuration;

import io.signalbox.haproxy.pool.LastResort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one HAProxy serves. Every part checks itself when it is made, so that no text in it can mean more to HAProxy than
 * the one word it stands for.
 *
 * @param source the address from which HAProxy connects to servers, or empty for the kernel's choice
 * @param statistics where the read-only statistics page and {@code /metrics} are served
 * @param runtimeSocket the admin socket's path; whoever can open it rules the routing, so it is made with mode 600
 */
public record ProxyLayout(
        Optional<String> source,
        Listener statistics,
        Path runtimeSocket,
        WebTier web,
        List<SqlCluster> clusters,
        Timing timing) {

    public ProxyLayout {
        source.ifPresent(Rules::address);
        Rules.path(runtimeSocket);
        clusters = List.copyOf(clusters);
        Rules.distinct("cluster", clusters.stream().map(SqlCluster::name).toList());
    }

    /** An address that HAProxy listens on. */
    public record Listener(String host, int port) {
        public Listener {
            Rules.address(host);
            Rules.port(port);
        }
    }

    /**
     * Identical web servers.
     *
     * @param cookie the name of the cookie that keeps a browser on one server, or empty for none
     * @param https where browsers are sent on to, or empty: HTTP alone
     * @param limits what one client address may do, or empty: anything
     */
    public record WebTier(
            Listener listener,
            List<WebServer> servers,
            Optional<String> cookie,
            Optional<Https> https,
            Optional<Limits> limits) {
        public WebTier {
            servers = List.copyOf(servers);
            Rules.distinct("web server", servers.stream().map(WebServer::name).toList());
            cookie.ifPresent(Rules::name);
        }

        /** HTTP alone, without limits. */
        public WebTier(Listener listener, List<WebServer> servers, Optional<String> cookie) {
            this(listener, servers, cookie, Optional.empty(), Optional.empty());
        }
    }

    /**
     * What one client address may do.
     *
     * @param map the file that holds the numbers
     * @param peers the other proxies, with which is shared what each client does; empty where there is no other
     */
    public record Limits(Path map, Optional<Peers> peers) {
        public Limits {
            Rules.path(map);
        }
    }

    /**
     * Several proxies that tell each other of their clients.
     *
     * @param self the name of this one
     * @param addresses of all of them, by name
     */
    public record Peers(String self, int port, SortedMap<String, String> addresses) {
        public Peers {
            addresses = new TreeMap<>(addresses);
            addresses.keySet().forEach(Rules::name);
            addresses.values().forEach(Rules::address);
            Rules.port(port);
            if (!addresses.containsKey(self)) {
                throw new IllegalArgumentException("peers: " + self + ": is not one of " + addresses.keySet());
            }
        }
    }

    /**
     * TLS for browsers.
     *
     * @param certificate a PEM file with chain and key; it must be there when HAProxy starts
     */
    public record Https(Listener listener, Path certificate) {
        public Https {
            Rules.path(certificate);
        }
    }

    /** A web server that answers {@code GET /health} with 200 when it can serve. */
    public record WebServer(String name, String host, int port, int weight) {
        public WebServer {
            Rules.name(name);
            Rules.address(host);
            Rules.port(port);
            Rules.range("weight", weight, 1, 256);
        }
    }

    /** One MySQL primary and its replicas. */
    public record SqlCluster(String name, Listener writes, Reads reads, List<DatabaseServer> servers) {
        public SqlCluster {
            Rules.name(name);
            servers = List.copyOf(servers);
            Rules.distinct(
                    "database server",
                    servers.stream().map(DatabaseServer::name).toList());
        }
    }

    /**
     * How a cluster is read from.
     *
     * @param maxLag a replica that lags more gives no reads
     * @param lastResort what becomes of readers when every replica does
     */
    public record Reads(Listener listener, Duration maxLag, LastResort lastResort, Optional<Fresh> fresh) {
        public Reads {
            Rules.range("maxLag in ms", maxLag.toMillis(), 1, Duration.ofDays(1).toMillis());
        }
    }

    /**
     * A listener for those who must not read old data.
     *
     * @param within what is read there lacks nothing that was acknowledged so long ago
     */
    public record Fresh(Listener listener, Duration within) {
        public static final Duration SHORTEST = Duration.ofMillis(500);

        /** How often the agents are asked; and how long an answer may take, a connect not counted. */
        private static final double CHECKS = 0.15;
        /** For HAProxy's own delays. */
        private static final double RESERVE = 0.05;

        public Fresh {
            Rules.range(
                    "fresh.within in ms",
                    within.toMillis(),
                    SHORTEST.toMillis(),
                    Duration.ofHours(1).toMillis());
        }

        Duration checkPeriod() {
            return Duration.ofMillis((long) (within.toMillis() * CHECKS));
        }

        /**
         * What an agent vouches for at the moment of a check: what is read until the next one has failed, and the sessions
         * are cut, is older by two periods and a connect at most.
         */
        public Duration checked(Duration connect) {
            Duration period = checkPeriod();
            return within.minus(period.multipliedBy(2))
                    .minus(connect.compareTo(period) < 0 ? connect : period)
                    .minus(Duration.ofMillis((long) (within.toMillis() * RESERVE)));
        }
    }

    /** A mysqld, and the agent that is asked whether it is fresh enough to read from. */
    public record DatabaseServer(String name, String host, int port, String agentHost, int agentPort) {
        public DatabaseServer {
            Rules.name(name);
            Rules.address(host);
            Rules.port(port);
            Rules.address(agentHost);
            Rules.port(agentPort);
            if (name.equals(BackendNames.HOLD)) {
                throw new IllegalArgumentException("name: " + name + ": is the name of the server that holds clients");
            }
        }
    }

    /**
     * How long things may take.
     *
     * @param retryGrain how often a held client looks for an open writer, and how long a connect to MySQL may take:
     *     HAProxy has one setting for both ({@code timeout connect})
     * @param hold how long a client is held at most while there is no writer
     * @param idle how long a pooled SQL connection may be idle
     * @param hardStopAfter how long an old worker may live on after a reload
     * @param connections how many connections HAProxy takes altogether
     */
    public record Timing(Duration retryGrain, Duration hold, Duration idle, Duration hardStopAfter, int connections) {
        public Timing {
            Rules.range("retryGrain in ms", retryGrain.toMillis(), 10, 1000);
            Rules.range(
                    "hold in ms",
                    hold.toMillis(),
                    retryGrain.toMillis(),
                    Duration.ofMinutes(10).toMillis());
            Rules.range("idle in ms", idle.toMillis(), 1000, Duration.ofDays(7).toMillis());
            Rules.range(
                    "hardStopAfter in ms",
                    hardStopAfter.toMillis(),
                    1000,
                    Duration.ofDays(1).toMillis());
            Rules.range("connections", connections, 10, 1_000_000);
        }

        /** For servers in one room. */
        public static Timing defaults() {
            return new Timing(
                    Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofHours(8), Duration.ofSeconds(60), 2000);
        }

        /**
         * For a site on one machine. Held clients look twice as often, and so reach a new writer some 25 ms sooner; 200 of
         * them cost about 14 % of a core while they wait.
         */
        public static Timing onOneMachine() {
            Timing room = defaults();
            return new Timing(
                    Duration.ofMillis(50), room.hold(), room.idle(), room.hardStopAfter(), room.connections());
        }

        /** {@code retries}: as many grains as fit into the hold. */
        public long retries() {
            return Math.ceilDiv(hold.toMillis(), retryGrain.toMillis());
        }
    }
}
