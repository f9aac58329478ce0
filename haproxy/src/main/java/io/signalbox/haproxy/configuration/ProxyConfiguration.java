package io.signalbox.haproxy.configuration;

import io.signalbox.haproxy.configuration.ProxyLayout.DatabaseServer;
import io.signalbox.haproxy.configuration.ProxyLayout.Fresh;
import io.signalbox.haproxy.configuration.ProxyLayout.Https;
import io.signalbox.haproxy.configuration.ProxyLayout.Limits;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import io.signalbox.haproxy.configuration.ProxyLayout.Reads;
import io.signalbox.haproxy.configuration.ProxyLayout.SqlCluster;
import io.signalbox.haproxy.configuration.ProxyLayout.Timing;
import io.signalbox.haproxy.configuration.ProxyLayout.WebServer;
import io.signalbox.haproxy.configuration.ProxyLayout.WebTier;
import io.signalbox.haproxy.configuration.Template.Filling;
import io.signalbox.haproxy.pool.LastResort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders {@code haproxy.cfg} from {@code haproxy/conf/haproxy.cfg.template}. */
public final class ProxyConfiguration {
    private static final String PEERS = "proxies";
    private static final int HTTPS_PORT = 443;
    private static final String TEMPLATE = "haproxy.cfg.template";

    private ProxyConfiguration() {}

    /** The whole file, ending with a newline. */
    public static String render(ProxyLayout layout) {
        return Template.named(TEMPLATE).fill(site(layout));
    }

    private static Filling site(ProxyLayout layout) {
        WebTier web = layout.web();
        Timing timing = layout.timing();
        return new Filling(
                Map.of(
                        "runtimeSocket", layout.runtimeSocket().toString(),
                        "hardStopAfter", millis(timing.hardStopAfter()),
                        "connections", Integer.toString(timing.connections()),
                        "webListener", address(web.listener()),
                        "statisticsListener", address(layout.statistics()),
                        "idle", millis(timing.idle()),
                        "retryGrain", millis(timing.retryGrain()),
                        "retries", Long.toString(timing.retries()),
                        "hold", BackendNames.HOLD),
                Map.of(
                        "source", optional("address", layout.source()),
                        "cookie", optional("cookieName", web.cookie()),
                        "https",
                                web.https().stream()
                                        .map(ProxyConfiguration::https)
                                        .toList(),
                        "limits",
                                web.limits().stream()
                                        .map(ProxyConfiguration::limits)
                                        .toList(),
                        "peers", peers(web),
                        "webServer",
                                web.servers().stream()
                                        .map(server -> webServer(server, web))
                                        .toList(),
                        "cluster",
                                layout.clusters().stream()
                                        .map(cluster -> cluster(cluster, timing))
                                        .toList()));
    }

    private static Filling limits(Limits limits) {
        return Filling.of(Map.of(
                "limitsMap", limits.map().toString(), "shared", limits.peers().isPresent() ? " peers " + PEERS : ""));
    }

    private static List<Filling> peers(WebTier web) {
        return web.limits().flatMap(Limits::peers).stream()
                .map(peers -> new Filling(
                        Map.of("self", peers.self(), "peers", PEERS),
                        Map.of(
                                "peer",
                                peers.addresses().entrySet().stream()
                                        .map(peer -> peer(peer, peers.port()))
                                        .toList())))
                .toList();
    }

    private static Filling peer(Map.Entry<String, String> peer, int port) {
        return Filling.of(Map.of("name", peer.getKey(), "address", address(peer.getValue(), port)));
    }

    private static Filling https(Https https) {
        return Filling.of(Map.of(
                "httpsListener", address(https.listener()),
                "certificate", https.certificate().toString(),
                "httpsPort",
                        https.listener().port() == HTTPS_PORT
                                ? ""
                                : ":" + https.listener().port()));
    }

    private static Filling webServer(WebServer server, WebTier web) {
        return Filling.of(Map.of(
                "name", server.name(),
                "address", address(server.host(), server.port()),
                "weight", Integer.toString(server.weight()),
                "persistence", web.cookie().isPresent() ? " cookie " + server.name() : ""));
    }

    private static Filling cluster(SqlCluster cluster, Timing timing) {
        String readers = BackendNames.readers(cluster.name());
        Reads reads = cluster.reads();
        return new Filling(
                Map.of(
                        "cluster", cluster.name(),
                        "writers", BackendNames.writers(cluster.name()),
                        "readers", readers,
                        "lastResort", BackendNames.lastResortOf(readers),
                        "writesListener", address(cluster.writes()),
                        "readsListener", address(reads.listener()),
                        "maxReadLag", Long.toString(reads.maxLag().toMillis())),
                Map.of(
                        "stale", given(reads.lastResort() == LastResort.STALE),
                        "primary", given(reads.lastResort() == LastResort.PRIMARY),
                        "refuse", given(reads.lastResort() == LastResort.REFUSE),
                        "freshReads",
                                reads.fresh().stream()
                                        .map(fresh -> fresh(cluster, fresh, timing))
                                        .toList(),
                        "database",
                                cluster.servers().stream()
                                        .map(ProxyConfiguration::database)
                                        .toList()));
    }

    private static Filling fresh(SqlCluster cluster, Fresh fresh, Timing timing) {
        String backend = BackendNames.fresh(cluster.name());
        return Filling.of(Map.of(
                "fresh", backend,
                "freshPrimary", BackendNames.freshPrimaryOf(backend),
                "freshListener", address(fresh.listener()),
                "freshWithin", Long.toString(fresh.within().toMillis()),
                "freshChecked", Long.toString(fresh.checked(timing.retryGrain()).toMillis()),
                "freshPeriod", millis(fresh.checkPeriod())));
    }

    /** A list with nothing to fill in: its block is there once, or not at all. */
    private static List<Filling> given(boolean there) {
        return there ? List.of(Filling.of(Map.of())) : List.of();
    }

    private static Filling database(DatabaseServer server) {
        return Filling.of(Map.of(
                "name", server.name(),
                "address", address(server.host(), server.port()),
                "agentHost", server.agentHost(),
                "agentPort", Integer.toString(server.agentPort())));
    }

    private static List<Filling> optional(String key, Optional<String> value) {
        return value.stream().map(text -> Filling.of(Map.of(key, text))).toList();
    }

    private static String address(Listener listener) {
        return address(listener.host(), listener.port());
    }

    /** HAProxy takes what follows the last colon as the port, also after IPv6. */
    private static String address(String host, int port) {
        return host + ":" + port;
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }
}
