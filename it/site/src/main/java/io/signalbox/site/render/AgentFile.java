package io.signalbox.site.render;

import io.signalbox.haproxy.configuration.BackendNames;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.layout.SiteLayout;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** {@code agent.yaml} of a host: with a mysqld on a database's, with a proxy on a balancer's. */
record AgentFile(SitePlan plan, String host) {

    String render() {
        Map<String, Object> file = Yaml.map(
                "site", plan.description().site(),
                "server", host,
                "cluster", Names.CLUSTER,
                "listen", Yaml.map("host", address(), "port", SiteAddresses.AGENT),
                "keyFile", layout().siteKey().toString(),
                "stateDir", layout().agentState(host).toString());
        if (Names.isProxy(host)) {
            file.put("proxy", proxy());
        } else {
            file.put("mysqld", mysqld());
        }
        if (plan.deploys(host)) {
            file.put("application", application());
        }
        return Yaml.text(file);
    }

    private Map<String, Object> application() {
        return Yaml.map(
                "server", Names.web(host),
                "hook", Yaml.map("program", layout().deployHook(host).toString(), "deadline", "30s"),
                "health", "http://" + plan.addresses().web(host) + ":" + SiteAddresses.WEB + "/health",
                "paths", List.of(layout().release(host).toString()),
                "every", "5s");
    }

    private Map<String, Object> proxy() {
        Map<String, Object> proxy = Yaml.map(
                "runtimeSocket", layout().runtimeSocket(host).toString(),
                "masterSocket", layout().masterSocket(host).toString(),
                "certificates", layout().certificates(host).toString(),
                "limits", layout().limits(host).toString(),
                "readPool", readPool());
        List<Map<String, Object>> agents = webAgents();
        if (!agents.isEmpty()) {
            proxy.put("webPool", Yaml.map("backend", BackendNames.WEB, "servers", agents));
        }
        return proxy;
    }

    /** Of the web servers that have one beside them. */
    private List<Map<String, Object>> webAgents() {
        return plan.webHosts().stream()
                .filter(plan::deploys)
                .map(database -> Yaml.map(
                        "name", Names.web(database),
                        "host", plan.addresses().host(database),
                        "port", SiteAddresses.AGENT))
                .toList();
    }

    private Map<String, Object> readPool() {
        ReadsPlan reads = new ReadsPlan(plan, host);
        return Yaml.map(
                "backend", BackendNames.readers(Names.CLUSTER),
                "maxLag", millis(reads.reads().maxLag()),
                "whenAllLag", plan.description().whenAllReplicasLag(),
                "fresh",
                        Yaml.map(
                                "backend", BackendNames.fresh(Names.CLUSTER),
                                "within", millis(reads.freshChecked())));
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }

    private Map<String, Object> mysqld() {
        return Yaml.map(
                "program", plan.mysql().mysqld().toString(),
                "defaultsFile", layout().mysqlConfiguration(host).toString(),
                "dataDir", layout().dataDir(host).toString(),
                "pidFile", layout().mysqldPid(host).toString(),
                "errorLog", layout().mysqldLog(host).toString(),
                "tailDir", layout().tails(host).toString(),
                "host", address(),
                "port", SiteAddresses.MYSQL,
                "adminPort", SiteAddresses.MYSQL_ADMIN,
                "monitor", account(AccountNames.MONITOR),
                "operator", account(AccountNames.OPERATOR),
                "door", account(AccountNames.DOOR),
                "donor", account(AccountNames.CLONE),
                "replication", account(AccountNames.replication(host)));
    }

    private Map<String, Object> account(String user) {
        Path password = layout().password(user);
        return Yaml.map("user", user, "passwordFile", password.toString());
    }

    private String address() {
        return plan.addresses().host(host);
    }

    private SiteLayout layout() {
        return plan.layout();
    }
}
