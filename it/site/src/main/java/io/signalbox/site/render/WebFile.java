package io.signalbox.site.render;

import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import java.util.Map;

/** {@code web.yaml} of the demonstration application beside a database. It reaches MySQL through HAProxy only. */
record WebFile(SitePlan plan, String host) {

    String render() {
        String balancer = plan.addresses().balancer();
        Map<String, Object> listen = Yaml.map("host", plan.addresses().host(host), "port", SiteAddresses.WEB);
        return Yaml.text(Yaml.map(
                "name",
                Names.web(host),
                "listen",
                listen,
                "write",
                balancer + ":" + SiteAddresses.WRITE,
                "read",
                balancer + ":" + SiteAddresses.READ,
                "user",
                AccountNames.APPLICATION,
                "passwordFile",
                plan.layout().clientPassword().toString()));
    }
}
