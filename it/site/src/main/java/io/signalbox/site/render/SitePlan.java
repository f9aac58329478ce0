package io.signalbox.site.render;

import io.signalbox.mysql.conf.MysqlHome;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import java.nio.file.Path;
import java.util.List;

/**
 * All that the files and programs of a site are made from.
 *
 * @param mysql where MySQL is
 * @param haproxy the program
 * @param launcher the program that starts drills
 * @param osUser who mysqld runs as: whoever runs {@code up}
 */
public record SitePlan(
        SiteDescription description, SiteLayout layout, MysqlHome mysql, Path haproxy, Path launcher, String osUser) {

    public SiteAddresses addresses() {
        return description.addresses();
    }

    public List<String> databases() {
        return description.databases();
    }
}
