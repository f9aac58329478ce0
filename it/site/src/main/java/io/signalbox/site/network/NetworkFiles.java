package io.signalbox.site.network;

import io.signalbox.haproxy.configuration.HostRules;
import io.signalbox.haproxy.configuration.HostRules.Ports;
import io.signalbox.haproxy.configuration.KeepalivedConfiguration;
import io.signalbox.haproxy.configuration.Network;
import io.signalbox.haproxy.configuration.ProxyConfiguration;
import io.signalbox.haproxy.configuration.ProxyLayout;
import io.signalbox.haproxy.configuration.ProxyLayout.DatabaseServer;
import io.signalbox.haproxy.configuration.ProxyLayout.Fresh;
import io.signalbox.haproxy.configuration.ProxyLayout.Https;
import io.signalbox.haproxy.configuration.ProxyLayout.Limits;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import io.signalbox.haproxy.configuration.ProxyLayout.Peers;
import io.signalbox.haproxy.configuration.ProxyLayout.Reads;
import io.signalbox.haproxy.configuration.ProxyLayout.SqlCluster;
import io.signalbox.haproxy.configuration.ProxyLayout.Timing;
import io.signalbox.haproxy.configuration.ProxyLayout.WebServer;
import io.signalbox.haproxy.configuration.ProxyLayout.WebTier;
import io.signalbox.haproxy.pool.LastResort;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.network.NetworkDescription.Places;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every file of a network, by {@code host/file}. */
public final class NetworkFiles {
    static final String HAPROXY = "haproxy.cfg";
    static final String KEEPALIVED = "keepalived.conf";
    static final String SCRIPT = "haproxy-answers";
    static final String RULES = "signalbox.nft";
    /** Where haproxy.cfg is somebody else's. */
    static final String AGENT = "agent-proxy.yaml";

    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int WEIGHT = 100;
    private static final Duration MAX_READ_LAG = Duration.ofSeconds(5);
    private static final Duration FRESH_WITHIN = Duration.ofSeconds(1);
    /** Who runs keepalived's script. */
    private static final String USER = "root";

    private final NetworkDescription description;
    private final Network network;
    private final Places places;

    /** @param places where the files will be; a check has them elsewhere */
    NetworkFiles(NetworkDescription description, Places places) {
        this.description = description;
        this.network = description.network();
        this.places = places;
    }

    /** As they shall lie on their hosts. */
    public static SortedMap<String, String> of(NetworkDescription description) {
        return new NetworkFiles(description, description.placed()).all();
    }

    SortedMap<String, String> all() {
        SortedMap<String, String> files = new TreeMap<>();
        new HostRules(network, ports()).all().forEach((host, rules) -> files.put(host + "/" + RULES, rules));
        for (String proxy : network.proxies().keySet()) {
            description
                    .foreign()
                    .ifPresentOrElse(
                            adopted -> files.put(
                                    proxy + "/" + AGENT, new AgentSection(adopted, places.runtimeSocket()).render()),
                            () -> files.put(proxy + "/" + HAPROXY, ProxyConfiguration.render(layout(proxy))));
            if (network.shared().isPresent()) {
                files.put(proxy + "/" + KEEPALIVED, keepalived(proxy));
                files.put(proxy + "/" + SCRIPT, KeepalivedConfiguration.scriptText());
            }
        }
        return files;
    }

    private static Ports ports() {
        return new Ports(
                SiteAddresses.MYSQL,
                SiteAddresses.MYSQL_ADMIN,
                SiteAddresses.AGENT,
                SiteAddresses.API,
                SiteAddresses.WRITE,
                SiteAddresses.READ,
                SiteAddresses.FRESH,
                HTTP,
                HTTPS,
                SiteAddresses.STATS,
                SiteAddresses.PEERS,
                SiteAddresses.WEB);
    }

    private String keepalived(String proxy) {
        return new KeepalivedConfiguration(
                        network, proxy, statistics(proxy), places.script(), USER, description.looks())
                .render();
    }

    private ProxyLayout layout(String proxy) {
        Limits limits = new Limits(places.limits(), peers(proxy));
        Https https = new Https(new Listener(EVERYWHERE, HTTPS), places.certificate());
        return new ProxyLayout(
                Optional.empty(),
                statistics(proxy),
                places.runtimeSocket(),
                new WebTier(
                        new Listener(EVERYWHERE, HTTP),
                        webs(),
                        Optional.empty(),
                        Optional.of(https),
                        Optional.of(limits)),
                List.of(new SqlCluster(
                        description.clusterName(),
                        new Listener(EVERYWHERE, SiteAddresses.WRITE),
                        reads(),
                        databases())),
                Timing.defaults());
    }

    private static Reads reads() {
        return new Reads(
                new Listener(EVERYWHERE, SiteAddresses.READ),
                MAX_READ_LAG,
                LastResort.STALE,
                Optional.of(new Fresh(new Listener(EVERYWHERE, SiteAddresses.FRESH), FRESH_WITHIN)));
    }

    private Listener statistics(String proxy) {
        return new Listener(Objects.requireNonNull(network.proxies().get(proxy), proxy), SiteAddresses.STATS);
    }

    private Optional<Peers> peers(String proxy) {
        return network.proxies().size() < 2
                ? Optional.empty()
                : Optional.of(new Peers(proxy, SiteAddresses.PEERS, network.proxies()));
    }

    private List<WebServer> webs() {
        return network.webs().entrySet().stream()
                .map(web -> new WebServer(web.getKey(), web.getValue(), SiteAddresses.WEB, WEIGHT))
                .toList();
    }

    private List<DatabaseServer> databases() {
        return network.databases().entrySet().stream()
                .map(each -> new DatabaseServer(
                        each.getKey(), each.getValue(), SiteAddresses.MYSQL, each.getValue(), SiteAddresses.AGENT))
                .toList();
    }
}
