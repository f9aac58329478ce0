package io.signalbox.site.render;

import io.signalbox.haproxy.configuration.BackendNames;
import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.layout.SiteLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code controller.yaml}. */
record ControllerFile(SitePlan plan, String name) {
    /** The shortest that etcd grants, as it is started here. */
    private static final int LEASE_SECONDS = 1;

    static final int WEB_WEIGHT = 100;

    String render() {
        SiteLayout layout = plan.layout();
        String host = address();
        Map<String, Object> file = Yaml.map(
                "site", plan.description().site(),
                "controller", name,
                "listen", Yaml.map("host", host, "port", SiteAddresses.API),
                "bind", host,
                "stateDir", layout.controllerState(host()).toString(),
                "keyFile", layout.siteKey().toString(),
                "tokens",
                        Stream.of("admin", "operator", "viewer")
                                .map(this::token)
                                .toList(),
                "clusters", List.of(cluster()),
                "proxies", plan.proxies().stream().map(this::proxy).toList(),
                "backends", List.of(Yaml.map("name", BackendNames.WEB, "servers", webServers())),
                "drills", drills());
        if (!control().members().isEmpty()) {
            file.put("store", store());
        }
        return Yaml.text(file);
    }

    private ControlHosts control() {
        return plan.control();
    }

    private String host() {
        return control().host(name);
    }

    private String address() {
        return host().equals(Names.BALANCER)
                ? plan.addresses().controller()
                : control().address(name);
    }

    private Map<String, Object> store() {
        Map<String, Object> store = Yaml.map(
                "kind",
                "etcd",
                "endpoints",
                control().members().stream().map(control()::clientUrl).toList(),
                "prefix",
                EtcdNames.PREFIX,
                "user",
                EtcdNames.ACCOUNT,
                "passwordFile",
                plan.layout().etcdPassword(EtcdNames.ACCOUNT).toString(),
                "leaseSeconds",
                LEASE_SECONDS);
        if (plan.addresses().etcdIsAway()) {
            store.put("ca", plan.layout().etcdAuthority().toString());
        }
        return store;
    }

    private Map<String, Object> proxy(String name) {
        return Yaml.map("name", name, "agent", agent(name));
    }

    private Map<String, Object> token(String role) {
        return Yaml.map("role", role, "file", plan.layout().token(role).toString());
    }

    private Map<String, Object> cluster() {
        return Yaml.map(
                "name", Names.CLUSTER,
                "servers", plan.databases().stream().map(this::server).toList(),
                "writerBackend", BackendNames.writers(Names.CLUSTER),
                "readerBackend", BackendNames.readers(Names.CLUSTER),
                "whenNoAckers", "alone");
    }

    private Map<String, Object> server(String name) {
        Map<String, Object> server = Yaml.map(
                "name", name, "host", plan.addresses().host(name), "port", SiteAddresses.MYSQL, "agent", agent(name));
        Optional.ofNullable(plan.description().rules().get(name)).ifPresent(rule -> server.put("rule", rule));
        Optional.ofNullable(plan.description().zones().get(name)).ifPresent(zone -> server.put("zone", zone));
        return server;
    }

    private String agent(String host) {
        return plan.addresses().host(host) + ":" + SiteAddresses.AGENT;
    }

    private List<Map<String, Object>> webServers() {
        return plan.webHosts().stream()
                .map(database -> Yaml.map("name", Names.web(database), "weight", WEB_WEIGHT, "host", database))
                .toList();
    }

    private Map<String, Object> drills() {
        return Yaml.map(
                "allowed", plan.description().drillsAllowed(),
                "command", List.of(plan.launcher().toString()),
                "dir", plan.layout().dir().toString());
    }
}
