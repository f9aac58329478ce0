package io.signalbox.site.container;

import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.render.EtcdNames;
import io.signalbox.site.render.SitePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one container has in its volume: one table of who may know what.
 *
 * @param container its name
 * @param directories the processes' directories, relative to the site's
 * @param secrets by file
 */
record Share(String container, List<Path> directories, List<Path> secrets) {

    /** Of all containers of a site. */
    static List<Share> of(SitePlan plan) {
        List<Share> shares = new ArrayList<>();
        SiteLayout layout = plan.layout();
        ControlHosts control = plan.control();
        plan.proxies().forEach(proxy -> shares.add(proxy(layout, proxy)));
        control.names().forEach(controller -> shares.add(controller(plan, controller)));
        control.members().forEach(member -> shares.add(etcd(plan, member)));
        if (!control.members().isEmpty()) {
            shares.add(accounts(layout));
        }
        shares.add(new Share("grafana", List.of(), List.of(grafanaPassword(layout))));
        plan.databases().forEach(database -> shares.add(database(layout, database)));
        plan.webHosts()
                .forEach(host -> shares.add(
                        new Share(Names.web(host), directories(host, Names.WEB), List.of(layout.clientPassword()))));
        return shares;
    }

    /** Of Grafana's first user, {@code admin}. */
    static Path grafanaPassword(SiteLayout layout) {
        return layout.secret("grafana.password");
    }

    private static Share proxy(SiteLayout layout, String proxy) {
        return new Share(
                proxy,
                directories(proxy, Names.HAPROXY, Names.AGENT, SpareFiles.KEEPALIVED),
                List.of(layout.siteKey()));
    }

    /** The first is called {@code controller}, with which small sites have enough. */
    private static Share controller(SitePlan plan, String controller) {
        SiteLayout layout = plan.layout();
        List<Path> secrets = new ArrayList<>(
                List.of(layout.siteKey(), layout.token("admin"), layout.token("operator"), layout.token("viewer")));
        if (!plan.control().members().isEmpty()) {
            secrets.add(layout.etcdPassword(EtcdNames.ACCOUNT));
            secrets.add(layout.etcdAuthority());
        }
        return new Share(
                controller.equals("c1") ? Names.CONTROLLER : Names.CONTROLLER + number(controller),
                directories(plan.control().host(controller), Names.CONTROLLER),
                secrets);
    }

    private static Share etcd(SitePlan plan, String member) {
        return new Share(
                ControlHosts.ETCD + number(member),
                directories(plan.control().host(member), ControlHosts.ETCD),
                List.of(plan.layout().etcdCertificate(member), plan.layout().etcdAuthority()));
    }

    /** Who makes the accounts of etcd, once. */
    private static Share accounts(SiteLayout layout) {
        return new Share(
                "accounts",
                List.of(),
                List.of(
                        layout.etcdPassword(EtcdNames.ROOT),
                        layout.etcdPassword(EtcdNames.ACCOUNT),
                        layout.etcdAuthority()));
    }

    private static String number(String controller) {
        return controller.substring(1);
    }

    private static Share database(SiteLayout layout, String database) {
        Stream<Path> passwords = Stream.of(
                        AccountNames.MONITOR,
                        AccountNames.OPERATOR,
                        AccountNames.DOOR,
                        AccountNames.CLONE,
                        AccountNames.replication(database))
                .map(layout::password);
        return new Share(
                database,
                directories(database, Names.AGENT, "mysql"),
                Stream.concat(Stream.of(layout.siteKey()), passwords).toList());
    }

    private static List<Path> directories(String host, String... processes) {
        return Stream.of(processes).map(process -> Path.of(host, process)).toList();
    }
}
