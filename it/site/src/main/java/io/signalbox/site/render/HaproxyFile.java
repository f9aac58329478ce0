package io.signalbox.site.render;

import io.signalbox.haproxy.configuration.ProxyConfiguration;
import io.signalbox.haproxy.configuration.ProxyLayout;
import io.signalbox.haproxy.configuration.ProxyLayout.DatabaseServer;
import io.signalbox.haproxy.configuration.ProxyLayout.Https;
import io.signalbox.haproxy.configuration.ProxyLayout.Limits;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import io.signalbox.haproxy.configuration.ProxyLayout.Peers;
import io.signalbox.haproxy.configuration.ProxyLayout.SqlCluster;
import io.signalbox.haproxy.configuration.ProxyLayout.WebServer;
import io.signalbox.haproxy.configuration.ProxyLayout.WebTier;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** {@code haproxy.cfg} of one proxy. */
record HaproxyFile(SitePlan plan, String proxy) {

    String render() {
        return ProxyConfiguration.render(new ProxyLayout(
                plan.addresses().source(proxy),
                listener(SiteAddresses.STATS),
                plan.layout().runtimeSocket(proxy),
                new WebTier(
                        listener(SiteAddresses.WEB),
                        webServers(),
                        Optional.empty(),
                        Optional.of(new Https(
                                listener(SiteAddresses.WEB_TLS), plan.layout().certificate(proxy))),
                        Optional.of(new Limits(plan.layout().limits(proxy), peers()))),
                List.of(new SqlCluster(
                        Names.CLUSTER, listener(SiteAddresses.WRITE), new ReadsPlan(plan, proxy).reads(), databases())),
                ReadsPlan.TIMING));
    }

    /** A single one has nobody to tell. */
    private Optional<Peers> peers() {
        SortedMap<String, String> addresses = new TreeMap<>();
        plan.proxies().forEach(name -> addresses.put(name, plan.addresses().host(name)));
        return plan.proxies().size() < 2
                ? Optional.empty()
                : Optional.of(new Peers(proxy, SiteAddresses.PEERS, addresses));
    }

    private Listener listener(int port) {
        return new Listener(plan.addresses().frontends(proxy), port);
    }

    private List<WebServer> webServers() {
        return plan.webHosts().stream()
                .map(database -> new WebServer(
                        Names.web(database),
                        plan.addresses().web(database),
                        SiteAddresses.WEB,
                        ControllerFile.WEB_WEIGHT))
                .toList();
    }

    private List<DatabaseServer> databases() {
        return plan.databases().stream().map(this::database).toList();
    }

    private DatabaseServer database(String name) {
        String host = plan.addresses().host(name);
        return new DatabaseServer(name, host, SiteAddresses.MYSQL, host, SiteAddresses.AGENT);
    }
}
