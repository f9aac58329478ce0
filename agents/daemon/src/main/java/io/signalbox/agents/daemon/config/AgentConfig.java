package io.signalbox.agents.daemon.config;

import io.signalbox.agents.core.AgentSettings;
import io.signalbox.haproxy.adoption.ForeignNames;
import io.signalbox.haproxy.pool.LastResort;
import io.signalbox.mysql.dialect.CloneLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an agent is told about its host.
 *
 * @param server the agent's name, which is that of the server it watches
 * @param keyFile holds the site's key; only its owner may read it
 * @param stateDir what the agent must remember when it or its host restarts
 * @param mysqld absent on a host without a database
 * @param proxy present on a proxy's host
 * @param application present on a host with a web server
 */
public record AgentConfig(
        String site,
        String server,
        String cluster,
        Listen listen,
        Path keyFile,
        Path stateDir,
        Optional<Mysqld> mysqld,
        Optional<Proxy> proxy,
        Optional<Application> application,
        Periods periods,
        Isolation isolation) {

    /** Where links and HTTP come in. */
    public record Listen(String host, int port) {}

    /**
     * The mysqld of this host.
     *
     * @param host the address of both of mysqld's ports, and the one from which it replicates
     * @param donor the account with which this mysqld goes to a donor whose data it copies
     * @param cloneLimits of such a copy
     * @param replication the account with which this mysqld goes to any source
     */
    public record Mysqld(
            Path program,
            Path defaultsFile,
            Path dataDir,
            Path pidFile,
            Path errorLog,
            Path tailDir,
            String host,
            int port,
            int adminPort,
            Login monitor,
            Login operator,
            Login door,
            Login donor,
            CloneLimits cloneLimits,
            Login replication) {}

    /** A MySQL account; its password stays in the file until it is needed. */
    public record Login(String user, Path passwordFile) {}

    /**
     * This host's HAProxy.
     *
     * @param runtimeSocket of the worker
     * @param masterSocket of the master process above it
     * @param certificates the directory that holds what it shows to browsers, or empty
     * @param limits the map of what one client address may do, or empty
     * @param readPool absent where the controller alone says how much readers get
     * @param webPool absent where it alone says how much web servers get
     * @param names what is called otherwise in a haproxy.cfg that is somebody else's
     */
    public record Proxy(
            Path runtimeSocket,
            Path masterSocket,
            Optional<Path> certificates,
            Optional<Path> limits,
            Optional<ReadPool> readPool,
            Optional<WebPool> webPool,
            ForeignNames names) {}

    /**
     * How much replicas are read from, by their lag.
     *
     * @param backend the readers' in haproxy.cfg
     * @param wholeUpTo a replica that lags no more has its whole weight
     * @param maxLag as in haproxy.cfg's check
     * @param fresh present where haproxy.cfg has a listener for fresh reads
     */
    public record ReadPool(
            String backend, Duration wholeUpTo, Duration maxLag, LastResort whenAllLag, Optional<Fresh> fresh) {
        public static final Duration WHOLE_UP_TO = Duration.ofMillis(500);
        public static final Duration MAX_LAG = Duration.ofSeconds(5);
    }

    /**
     * @param backend in haproxy.cfg
     * @param within as in haproxy.cfg's check
     */
    public record Fresh(String backend, Duration within) {}

    /**
     * How much web servers get, by their load.
     *
     * @param backend theirs in haproxy.cfg
     * @param floorPercent of its weight, what each keeps
     * @param servers whose agents are asked
     */
    public record WebPool(String backend, int floorPercent, List<WebAgent> servers) {}

    /**
     * @param name the web server's, in haproxy.cfg and in its agent's file
     * @param host of the agent
     * @param port of the agent
     */
    public record WebAgent(String name, String host, int port) {}

    /**
     * The web server of this host.
     *
     * @param server its name in the controllers' files
     * @param hook what deploys it; without it nothing can be deployed here
     * @param health where it says whether it is well, and which version it is
     * @param paths whose digest is told to the controllers
     * @param every how often they are looked at
     */
    public record Application(
            String server, Optional<Hook> hook, Optional<URI> health, List<Path> paths, Duration every) {
        public static final Duration EVERY = Duration.ofSeconds(15);
    }

    /**
     * Run as {@code PROGRAM VERSION}, without a shell.
     *
     * @param rollback runs instead when a deployment goes back
     * @param deadline then it is killed, with all that it started
     */
    public record Hook(Path program, Optional<Path> rollback, Duration deadline) {
        public static final Duration DEADLINE = Duration.ofMinutes(2);
    }

    /**
     * How often the agent looks and tells.
     *
     * @param process a look at {@code /proc}: half of it is the mean delay with which a death is noticed
     * @param probe read probe and heartbeat
     * @param report the full state when nothing changed, and how often mysqld is asked for it
     */
    public record Periods(Duration process, Duration probe, Duration report) {
        public static final Periods DEFAULT =
                new Periods(Duration.ofMillis(7), Duration.ofMillis(100), Duration.ofMillis(150));
    }

    /**
     * When a primary without any controller and any acker leaves service.
     *
     * @param after it was so for this long
     * @param noAckersAfter as in the controller's file
     * @param commandDeadline as in the controller's file
     */
    public record Isolation(Duration after, Duration noAckersAfter, Duration commandDeadline) {
        public static final Isolation DEFAULT =
                new Isolation(AgentSettings.ISOLATION, Duration.ofSeconds(3), Duration.ofSeconds(3));

        /** A leader that is back within this may let the primary go alone, which is better. */
        Duration least() {
            return noAckersAfter.plus(commandDeadline);
        }
    }
}
