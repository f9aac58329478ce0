package io.signalbox.controller.daemon.config;

import io.signalbox.controller.core.settings.ClusterSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a controller must be told. Defaults stand in {@link ConfigReader} and {@link ClusterSettings}.
 *
 * @param controller names this controller to agents
 * @param advertise where the other controllers tell people to find this one's API
 * @param bind source address of links to agents
 */
public record ControllerConfig(
        String site,
        String controller,
        Address listen,
        String bind,
        Path stateDir,
        Path keyFile,
        List<TokenFile> tokens,
        List<Cluster> clusters,
        List<Proxy> proxies,
        List<Backend> backends,
        Drills drills,
        Recording recording,
        Store store,
        Address advertise) {

    /** Host and port. */
    public record Address(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** A bearer token's file; made when missing. */
    public record TokenFile(Role role, Path file) {}

    /** Each may do what the one before it may. */
    public enum Role {
        VIEWER,
        OPERATOR,
        ADMIN;

        public boolean covers(Role needed) {
            return compareTo(needed) >= 0;
        }
    }

    /** One primary and its replicas. */
    public record Cluster(
            String name,
            List<Server> servers,
            String writerBackend,
            String readerBackend,
            ClusterSettings.WhenNoAckers whenNoAckers,
            int k,
            ClusterSettings.Bounds bounds) {}

    /** A mysqld at {@code host:port} and the agent beside it. */
    public record Server(
            String name, String host, int port, Address agent, ClusterSettings.PromotionRule rule, String zone) {}

    /** The agent on a proxy's host. */
    public record Proxy(String name, Address agent) {}

    /** An HAProxy backend of web servers. */
    public record Backend(String name, List<Web> servers) {}

    /**
     * @param weight its capacity, 1 to 256
     * @param host the database server on whose host it runs, or empty
     * @param agent that deploys it; where it is not said, the one of {@code host}
     */
    public record Web(String name, int weight, String host, Optional<Address> agent) {}

    /**
     * @param command argv prefix of a program that runs drills
     * @param dir the site's directory; reports are in its {@code drills}
     */
    public record Drills(boolean allowed, List<String> command, Path dir) {
        static final Drills NONE = new Drills(false, List.of(), Path.of(""));
    }

    /**
     * Where the records are: in {@code stateDir}, or in etcd, which several controllers share.
     *
     * @param endpoints etcd's members
     * @param prefix of every key
     * @param user in etcd, its password in {@code passwordFile}
     * @param ca who signed the members' certificates; empty: one of those that the JDK knows
     * @param leaseSeconds after which another controller leads; etcd may grant more
     */
    public record Store(
            Kind kind,
            List<URI> endpoints,
            String prefix,
            Optional<String> user,
            Optional<Path> passwordFile,
            Optional<Path> ca,
            int leaseSeconds) {
        /** One controller or several. */
        public enum Kind {
            FILE,
            ETCD
        }

        static final String PREFIX = "/signalbox/";
        static final Store FILE =
                new Store(Kind.FILE, List.of(), PREFIX, Optional.empty(), Optional.empty(), Optional.empty(), 1);
    }

    /** @param megabytes that the recording of one cluster takes at most; 0: none is made */
    public record Recording(int megabytes) {
        public long bytes() {
            return (long) megabytes << 20;
        }
    }

    /** The cluster as its kernel must know it. Web servers belong to the first cluster: one kernel routes each server. */
    public ClusterSettings settings(Cluster cluster) {
        return new ClusterSettings(
                cluster.name(),
                cluster.servers().stream()
                        .map(s -> new ClusterSettings.DatabaseServer(s.name(), s.host(), s.port(), s.rule(), s.zone()))
                        .toList(),
                proxies.stream().map(Proxy::name).toList(),
                cluster.writerBackend(),
                cluster.readerBackend(),
                cluster.equals(clusters.getFirst()) ? web() : List.of(),
                cluster.bounds(),
                cluster.whenNoAckers(),
                cluster.k());
    }

    /** The agent beside a web server, if there is one. */
    public Optional<Address> agentOf(Web web) {
        return web.agent()
                .or(() -> clusters.stream()
                        .flatMap(cluster -> cluster.servers().stream())
                        .filter(server -> server.name().equals(web.host()))
                        .map(Server::agent)
                        .findFirst());
    }

    private List<ClusterSettings.WebServer> web() {
        return backends.stream()
                .flatMap(backend -> backend.servers().stream()
                        .map(server -> new ClusterSettings.WebServer(backend.name(), server.name(), server.weight())))
                .toList();
    }
}
