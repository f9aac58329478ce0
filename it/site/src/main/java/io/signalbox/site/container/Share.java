package io.signalbox.site.container;

import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.site.layout.Names;
import io.signalbox.site.layout.SiteLayout;
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

    /** Of all containers of a site with these databases and these hosts with a web server. */
    static List<Share> of(SiteLayout layout, List<String> databases, List<String> webHosts) {
        List<Share> shares = new ArrayList<>();
        shares.add(new Share(
                Names.BALANCER, directories(Names.BALANCER, Names.HAPROXY, Names.AGENT), List.of(layout.siteKey())));
        shares.add(new Share(
                Names.CONTROLLER,
                directories(Names.BALANCER, Names.CONTROLLER),
                List.of(layout.siteKey(), layout.token("admin"), layout.token("operator"), layout.token("viewer"))));
        shares.add(new Share("grafana", List.of(), List.of(grafanaPassword(layout))));
        databases.forEach(database -> shares.add(database(layout, database)));
        webHosts.forEach(host ->
                shares.add(new Share(Names.web(host), directories(host, Names.WEB), List.of(layout.clientPassword()))));
        return shares;
    }

    /** Of Grafana's first user, {@code admin}. */
    static Path grafanaPassword(SiteLayout layout) {
        return layout.secret("grafana.password");
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
