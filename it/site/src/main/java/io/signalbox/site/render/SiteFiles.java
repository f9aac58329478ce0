package io.signalbox.site.render;

import io.signalbox.mysql.conf.ServerConf;
import io.signalbox.mysql.conf.ServerSize;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.site.Json;
import io.signalbox.site.SiteOutline;
import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.layout.SiteLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes every file of a site that follows from its plan. */
public record SiteFiles(SitePlan plan) {
    /** Of one client address. On a machine of one's own all clients have the same: far above what they do, and yet a bound. */
    private static final String LIMITS = "requests 100000\nconnections 2000\n";

    /** Creates the directories and writes the files. {@code site.json} comes last: who sees it sees the rest. */
    public void write() throws IOException {
        SiteLayout layout = plan.layout();
        Files.createDirectories(layout.logs());
        Files.createDirectories(layout.drills());
        SiteCertificates certificates = new SiteCertificates(plan);
        for (Map.Entry<Path, String> file : texts().entrySet()) {
            put(file.getKey(), file.getValue());
        }
        for (String proxy : plan.proxies()) {
            certificates.create(proxy);
            putOnce(layout.limits(proxy), LIMITS);
            Files.createDirectories(layout.agentState(proxy));
        }
        for (String controller : plan.control().names()) {
            String host = plan.control().host(controller);
            Files.createDirectories(layout.controllerState(host));
        }
        for (String database : plan.databases()) {
            Files.createDirectories(layout.agentState(database));
            Files.createDirectories(layout.tails(database));
        }
        for (String host : plan.webHosts()) {
            if (plan.deploys(host)) {
                new Releases(layout, host).create();
            }
        }
        put(layout.outline(), Json.pretty(outline()) + "\n");
    }

    /** The configuration files of all processes, which are written anew at each start. */
    public SortedMap<Path, String> texts() {
        SiteLayout layout = plan.layout();
        SortedMap<Path, String> texts = new TreeMap<>();
        for (String proxy : plan.proxies()) {
            texts.put(layout.haproxyConfiguration(proxy), new HaproxyFile(plan, proxy).render());
            texts.put(layout.agentConfiguration(proxy), new AgentFile(plan, proxy).render());
        }
        for (String controller : plan.control().names()) {
            String host = plan.control().host(controller);
            texts.put(layout.controllerConfiguration(host), new ControllerFile(plan, controller).render());
        }
        for (String database : plan.databases()) {
            texts.put(layout.agentConfiguration(database), new AgentFile(plan, database).render());
            texts.put(layout.mysqlConfiguration(database), mysqld(database).render());
        }
        plan.webHosts().forEach(host -> texts.put(layout.webConfiguration(host), new WebFile(plan, host).render()));
        return texts;
    }

    /** What is changed at run time afterwards. */
    private static void putOnce(Path file, String text) throws IOException {
        if (!Files.exists(file)) {
            put(file, text);
        }
    }

    private static void put(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private ServerConf mysqld(String server) {
        SiteLayout layout = plan.layout();
        return new ServerConf(
                plan.mysql(),
                Names.number(server),
                plan.addresses().host(server),
                SiteAddresses.MYSQL,
                SiteAddresses.MYSQL_ADMIN,
                layout.dataDir(server),
                layout.mysqlSocket(server),
                layout.mysqldPid(server),
                layout.mysqldLog(server),
                plan.osUser(),
                ServerSize.LOCAL);
    }

    /** What {@code up --output json} prints. */
    public SiteOutline outline() {
        SiteLayout layout = plan.layout();
        String host = plan.addresses().balancer();
        String api = "http://" + plan.addresses().controller() + ":" + SiteAddresses.API;
        return new SiteOutline(
                api,
                layout.token("admin").toString(),
                api + "/",
                host + ":" + SiteAddresses.WRITE,
                host + ":" + SiteAddresses.READ,
                host + ":" + SiteAddresses.FRESH,
                "https://" + host + ":" + SiteAddresses.WEB_TLS + "/",
                layout.authority().toString(),
                plan.databases().stream().map(this::server).toList(),
                plan.proxies().stream()
                        .map(proxy -> new SiteOutline.Proxy(proxy, layout.runtimeSocket(proxy)))
                        .toList(),
                AccountNames.APPLICATION,
                layout.clientPassword().toString(),
                controllers());
    }

    private List<SiteOutline.Controller> controllers() {
        ControlHosts control = plan.control();
        return control.names().stream()
                .map(name -> new SiteOutline.Controller(
                        name,
                        "http://"
                                + (control.host(name).equals(Names.BALANCER)
                                        ? plan.addresses().controller()
                                        : control.address(name))
                                + ":" + SiteAddresses.API))
                .toList();
    }

    private SiteOutline.Server server(String name) {
        String host = plan.addresses().host(name);
        return new SiteOutline.Server(
                name,
                host + ":" + SiteAddresses.MYSQL,
                host + ":" + SiteAddresses.AGENT,
                plan.layout().mysqldPid(name));
    }
}
