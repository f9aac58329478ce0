package io.signalbox.haproxy.configuration;

import io.signalbox.haproxy.configuration.ProxyLayout.DatabaseServer;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import io.signalbox.haproxy.configuration.ProxyLayout.SqlCluster;
import io.signalbox.haproxy.configuration.ProxyLayout.Timing;
import io.signalbox.haproxy.configuration.ProxyLayout.WebServer;
import io.signalbox.haproxy.configuration.ProxyLayout.WebTier;
import io.signalbox.haproxy.configuration.Template.Filling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders {@code haproxy.cfg} from {@code haproxy/conf/haproxy.cfg.template}. */
public final class ProxyConfiguration {
    private static final String TEMPLATE = "haproxy.cfg.template";

    private ProxyConfiguration() {}

    /** The whole file, ending with a newline. */
    public static String render(ProxyLayout layout) {
        return Template.parse(template()).fill(site(layout));
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
                        "webServer",
                                web.servers().stream()
                                        .map(server -> webServer(server, web))
                                        .toList(),
                        "cluster",
                                layout.clusters().stream()
                                        .map(ProxyConfiguration::cluster)
                                        .toList()));
    }

    private static Filling webServer(WebServer server, WebTier web) {
        return Filling.of(Map.of(
                "name", server.name(),
                "address", address(server.host(), server.port()),
                "weight", Integer.toString(server.weight()),
                "persistence", web.cookie().isPresent() ? " cookie " + server.name() : ""));
    }

    private static Filling cluster(SqlCluster cluster) {
        String readers = BackendNames.readers(cluster.name());
        return new Filling(
                Map.of(
                        "cluster", cluster.name(),
                        "writers", BackendNames.writers(cluster.name()),
                        "readers", readers,
                        "lastResort", BackendNames.lastResortOf(readers),
                        "writesListener", address(cluster.writes()),
                        "readsListener", address(cluster.reads()),
                        "maxReadLag", Long.toString(cluster.maxReadLag().toMillis())),
                Map.of(
                        "database",
                        cluster.servers().stream()
                                .map(ProxyConfiguration::database)
                                .toList()));
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

    private static String template() {
        try (InputStream in = ProxyConfiguration.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException("missing in the program: " + TEMPLATE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
