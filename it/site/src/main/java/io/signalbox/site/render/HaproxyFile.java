package io.signalbox.site.render;

import io.signalbox.haproxy.configuration.ProxyConfiguration;
import io.signalbox.haproxy.configuration.ProxyLayout;
import io.signalbox.haproxy.configuration.ProxyLayout.DatabaseServer;
import io.signalbox.haproxy.configuration.ProxyLayout.Listener;
import io.signalbox.haproxy.configuration.ProxyLayout.SqlCluster;
import io.signalbox.haproxy.configuration.ProxyLayout.WebServer;
import io.signalbox.haproxy.configuration.ProxyLayout.WebTier;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import java.util.List;
import java.util.Optional;

/** {@code haproxy.cfg}. */
record HaproxyFile(SitePlan plan) {
    String render() {
        return ProxyConfiguration.render(new ProxyLayout(
                plan.addresses().source(),
                listener(SiteAddresses.STATS),
                plan.layout().runtimeSocket(),
                new WebTier(listener(SiteAddresses.WEB), webServers(), Optional.empty()),
                List.of(new SqlCluster(
                        Names.CLUSTER, listener(SiteAddresses.WRITE), new ReadsPlan(plan).reads(), databases())),
                ReadsPlan.TIMING));
    }

    private Listener listener(int port) {
        return new Listener(plan.addresses().frontends(), port);
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
