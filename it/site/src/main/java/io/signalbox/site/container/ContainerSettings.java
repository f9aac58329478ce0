package io.signalbox.site.container;

import io.signalbox.mysql.conf.MysqlHome;
import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.SiteDescription;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.render.SitePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What {@code docker-compose.yml} says about the site, in environment variables.
 *
 * @param profiles of the compose file; they say how many there are of everything
 */
record ContainerSettings(String site, Set<String> profiles, ContainerAddresses addresses) {
    static final String SITE = "SIGNALBOX_SITE";
    static final String PROFILES = "SIGNALBOX_PROFILES";
    static final String DATABASE_NETWORK = "SIGNALBOX_DATABASE_NETWORK";
    static final String WEB_NETWORK = "SIGNALBOX_WEB_NETWORK";
    static final String CLIENTS_NETWORK = "SIGNALBOX_CLIENTS_NETWORK";

    /** The profile with a third database; without it there are two. */
    private static final String FULL = "full";
    /** The same, with two HAProxies and three controllers. */
    private static final String HA = "ha";

    private static final int FULL_SERVERS = 3;
    private static final int HA_PROXIES = 2;
    private static final int HA_CONTROLLERS = 3;
    private static final int WEB_SERVERS = 2;
    private static final MysqlHome MYSQL = new MysqlHome(Path.of("/opt/mysql"));
    private static final Path HAPROXY = Path.of("/usr/sbin/haproxy");
    /** Controllers in containers start no drills. */
    private static final Path NO_LAUNCHER = Path.of("/bin/false");
    /** A loopback site's addresses follow from it; containers have their own. */
    private static final int NO_LOOPBACK = 1;

    private static final String NUMBER = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String NETWORK = NUMBER + "\\." + NUMBER + "\\." + NUMBER;

    /** Refuses with everything that is wrong. */
    static ContainerSettings of(Map<String, String> environment) {
        List<String> wrong = new ArrayList<>();
        String database = network(DATABASE_NETWORK, environment, wrong);
        String web = network(WEB_NETWORK, environment, wrong);
        String clients = network(CLIENTS_NETWORK, environment, wrong);
        Set<String> profiles = Set.copyOf(List.of(value(PROFILES, environment).split("[, ]+", -1)));
        ContainerSettings settings = new ContainerSettings(
                value(SITE, environment),
                profiles,
                new ContainerAddresses(database, web, clients, profiles.contains(HA)));
        wrong.addAll(settings.description().problems());
        if (!wrong.isEmpty()) {
            throw new SiteFailure("The settings in .env are wrong:\n  " + String.join("\n  ", wrong));
        }
        return settings;
    }

    SiteDescription description() {
        return new SiteDescription(
                site,
                NO_LOOPBACK,
                several() || profiles.contains(FULL) ? FULL_SERVERS : SiteDescription.FEWEST_SERVERS,
                several() ? HA_PROXIES : 1,
                "forbidden",
                new TreeMap<>(),
                new TreeMap<>(),
                "stale",
                several() ? HA_CONTROLLERS : 1);
    }

    /** Whether any one container may be lost. */
    boolean several() {
        return profiles.contains(HA);
    }

    SitePlan plan(SiteLayout layout) {
        SiteDescription description = description();
        return new SitePlan(
                description,
                layout,
                addresses,
                description.databases().subList(0, WEB_SERVERS),
                MYSQL,
                HAPROXY,
                NO_LAUNCHER,
                System.getProperty("user.name"));
    }

    private static String network(String key, Map<String, String> environment, List<String> wrong) {
        String value = value(key, environment);
        if (!value.matches(NETWORK)) {
            wrong.add(key + ": " + value + ": the first three numbers of a /24 network, such as 10.77.1");
        }
        return value;
    }

    private static String value(String key, Map<String, String> environment) {
        return Objects.requireNonNullElse(environment.get(key), "").strip();
    }
}
