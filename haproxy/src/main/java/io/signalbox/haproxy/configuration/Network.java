package io.signalbox.haproxy.configuration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A site on hosts of its own: who is where, and who may come from outside. Addresses are IPv4, networks with a prefix length or one
 * address. Checks itself when it is made.
 *
 * @param controllers address by name; so the next three
 * @param shared the address that clients use, which one of the proxies has; empty with one proxy
 * @param visitors networks of the browsers
 * @param applications networks of those who speak SQL through the proxies, beside the web servers
 * @param operators networks of those who use the controllers' API
 * @param monitors networks of those who read metrics and statistics
 */
public record Network(
        SortedMap<String, String> controllers,
        SortedMap<String, String> proxies,
        SortedMap<String, String> databases,
        SortedMap<String, String> webs,
        Optional<Shared> shared,
        List<String> visitors,
        List<String> applications,
        List<String> operators,
        List<String> monitors) {

    public Network {
        controllers = hosts("controllers", controllers);
        proxies = hosts("proxies", proxies);
        databases = hosts("databases", databases);
        webs = hosts("webs", webs);
        visitors = networks("visitors", visitors);
        applications = networks("applications", applications);
        operators = networks("operators", operators);
        monitors = networks("monitors", monitors);
        if (shared.isPresent() && proxies.size() < 2) {
            throw new IllegalArgumentException("shared: an address is shared by two proxies at least");
        }
    }

    /**
     * An address that moves between proxies by VRRP.
     *
     * @param prefix length of its network
     * @param router the number that tells it from other such addresses in the network, 1 to 255
     */
    public record Shared(String address, int prefix, String linkName, int router) {
        public Shared {
            Rules.ipv4("shared.address", address);
            Rules.range("shared.prefix", prefix, 1, 32);
            Rules.link(linkName);
            Rules.range("shared.router", router, 1, 255);
        }
    }

    private static SortedMap<String, String> hosts(String key, Map<String, String> hosts) {
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException(key + ": at least one");
        }
        hosts.forEach((name, address) -> {
            Rules.name(name);
            Rules.ipv4(key + "." + name, address);
        });
        Rules.distinct(key, List.copyOf(hosts.values()));
        return new TreeMap<>(hosts);
    }

    private static List<String> networks(String key, List<String> networks) {
        networks.forEach(network -> Rules.network(key, network));
        return List.copyOf(networks);
    }
}
