package io.signalbox.site.render;

import io.signalbox.mysql.conf.MysqlHome;
import io.signalbox.site.layout.ControlHosts;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import java.nio.file.Path;
import java.util.List;

/**
 * All that the files and programs of a site are made from.
 *
 * @param webHosts the databases that have a web server, in order
 * @param mysql where MySQL is
 * @param haproxy the program
 * @param launcher the program that starts drills
 * @param osUser who mysqld runs as: whoever runs {@code up}
 */
public record SitePlan(
        SiteDescription description,
        SiteLayout layout,
        SiteAddresses addresses,
        List<String> webHosts,
        MysqlHome mysql,
        Path haproxy,
        Path launcher,
        String osUser) {

    /** Of a site on this machine. */
    public static SitePlan of(SiteDescription description, SiteLayout layout, Path mysql, Path haproxy, Path launcher) {
        return new SitePlan(
                description,
                layout,
                description.addresses(),
                description.databases(),
                new MysqlHome(mysql.toAbsolutePath()),
                haproxy.toAbsolutePath(),
                launcher.toAbsolutePath(),
                System.getProperty("user.name"));
    }

    public List<String> proxies() {
        return description.balancers();
    }

    /** Whether the agent of this database is on the host of its web server; in containers they are apart. */
    boolean deploys(String host) {
        return webHosts.contains(host) && addresses.web(host).equals(addresses.host(host));
    }

    public ControlHosts control() {
        return new ControlHosts(description.controllers(), addresses);
    }

    public List<String> databases() {
        return description.databases();
    }
}
