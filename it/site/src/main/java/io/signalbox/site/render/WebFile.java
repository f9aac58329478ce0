package io.signalbox.site.render;

import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import java.util.Map;
import java.util.TreeMap;

/** {@code web.yaml} of the demonstration application beside a database. It reaches MySQL through HAProxy only. */
record WebFile(SitePlan plan, String host) {
    private static final String DATABASE = "guestbook";
    private static final int CANARY_WRITES_PER_SECOND = 20;

    String render() {
        String balancer = plan.addresses().balancer();
        Map<String, Object> file = Yaml.map(
                "server",
                Names.web(host),
                "listen",
                plan.addresses().web(host) + ":" + SiteAddresses.WEB,
                "write",
                balancer + ":" + SiteAddresses.WRITE,
                "read",
                balancer + ":" + SiteAddresses.READ,
                "user",
                AccountNames.APPLICATION,
                "passwordFile",
                plan.layout().clientPassword().toString(),
                "database",
                DATABASE,
                "canaryWritesPerSecond",
                canary() ? CANARY_WRITES_PER_SECOND : 0,
                "names",
                names());
        if (plan.deploys(host)) {
            file.put("release", plan.layout().releaseFile(host).toString());
        }
        return Yaml.text(file);
    }

    /** A site has one canary, else each outage would be counted once for each web server. */
    private boolean canary() {
        return host.equals(plan.webHosts().getFirst());
    }

    private Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        plan.databases().forEach(database -> names.put(plan.addresses().host(database), database));
        return names;
    }
}
