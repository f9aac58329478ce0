package io.signalbox.site.container;

import io.signalbox.site.SiteFailure;
import io.signalbox.site.layout.SiteDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What {@code docker-compose.yml} says about the site, in environment variables.
 *
 * @param servers how many databases
 */
record ContainerSettings(String site, int servers, ContainerAddresses addresses) {
    static final String SITE = "SIGNALBOX_SITE";
    static final String PROFILES = "SIGNALBOX_PROFILES";
    static final String DATABASE_NETWORK = "SIGNALBOX_DATABASE_NETWORK";
    static final String WEB_NETWORK = "SIGNALBOX_WEB_NETWORK";

    /** The profile with a third database; without it there are two. */
    private static final String FULL = "full";

    private static final int FULL_SERVERS = 3;
    /** A loopback site's addresses follow from it; containers have their own. */
    private static final int NO_LOOPBACK = 1;

    private static final String NUMBER = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String NETWORK = NUMBER + "\\." + NUMBER + "\\." + NUMBER;

    /** Refuses with everything that is wrong. */
    static ContainerSettings of(Map<String, String> environment) {
        List<String> wrong = new ArrayList<>();
        String database = network(DATABASE_NETWORK, environment, wrong);
        String web = network(WEB_NETWORK, environment, wrong);
        ContainerSettings settings = new ContainerSettings(
                value(SITE, environment), servers(environment), new ContainerAddresses(database, web));
        wrong.addAll(settings.description().problems());
        if (!wrong.isEmpty()) {
            throw new SiteFailure("The settings in .env are wrong:\n  " + String.join("\n  ", wrong));
        }
        return settings;
    }

    SiteDescription description() {
        return new SiteDescription(site, NO_LOOPBACK, servers, "forbidden");
    }

    private static int servers(Map<String, String> environment) {
        return Set.of(value(PROFILES, environment).split(",", -1)).contains(FULL)
                ? FULL_SERVERS
                : SiteDescription.FEWEST_SERVERS;
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
