package io.signalbox.haproxy.configuration;

import io.signalbox.haproxy.configuration.Template.Filling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The nftables rules of each host of a network: one table of which port is for whom. */
public final class HostRules {
    /**
     * The ports of a site.
     *
     * @param application of the web servers
     */
    public record Ports(
            int mysql,
            int mysqlAdmin,
            int agent,
            int api,
            int writes,
            int reads,
            int fresh,
            int web,
            int webTls,
            int statistics,
            int peers,
            int application) {}

    private static final String TEMPLATE = "host.nft.template";
    private static final String NOBODY = "nobody";

    private record Guard(String why, String from, List<Integer> ports) {}

    private final Network network;
    private final Ports ports;

    public HostRules(Network network, Ports ports) {
        this.network = network;
        this.ports = ports;
    }

    /** The rules of every host, by name. */
    public SortedMap<String, String> all() {
        SortedMap<String, String> rules = new TreeMap<>();
        network.databases().keySet().forEach(name -> rules.put(name, render(name, database())));
        network.proxies().keySet().forEach(name -> rules.put(name, render(name, proxy())));
        network.controllers().keySet().forEach(name -> rules.put(name, render(name, controller())));
        network.webs().keySet().forEach(name -> rules.put(name, render(name, web())));
        return rules;
    }

    private List<Guard> database() {
        return List.of(
                new Guard(
                        "SQL: the proxies, and the other databases for replication and copies.",
                        "sql",
                        List.of(ports.mysql())),
                new Guard(
                        "Administration: this host's agent alone, which comes over lo.",
                        NOBODY,
                        List.of(ports.mysqlAdmin())),
                new Guard("The agent: controllers, and the proxies' checks.", "agents", List.of(ports.agent())));
    }

    private List<Guard> proxy() {
        List<Guard> guards = new ArrayList<>(List.of(
                new Guard(
                        "The agent, which holds HAProxy's runtime socket: controllers alone.",
                        "controllers",
                        List.of(ports.agent())),
                new Guard("Statistics: whoever watches, if anybody.", "monitors", List.of(ports.statistics())),
                new Guard(
                        "SQL: web servers and other applications.",
                        "applications",
                        List.of(ports.writes(), ports.reads(), ports.fresh())),
                new Guard("The web.", "visitors", List.of(ports.web(), ports.webTls()))));
        guards.add(new Guard("What one proxy tells the other of its clients.", "proxies", List.of(ports.peers())));
        return guards;
    }

    private List<Guard> controller() {
        return List.of(
                new Guard("API and console: operators, and whoever watches.", "operators", List.of(ports.api())));
    }

    private List<Guard> web() {
        return List.of(
                new Guard("The application: the proxies alone.", "proxies", List.of(ports.application())),
                new Guard(
                        "The agent: controllers, and the proxies, which ask for its load.",
                        "agents",
                        List.of(ports.agent())));
    }

    private String render(String host, List<Guard> guards) {
        boolean isProxy = network.proxies().containsKey(host);
        List<Filling> sets = sets().entrySet().stream()
                .filter(set -> (isProxy && set.getKey().equals("proxies"))
                        || guards.stream().anyMatch(guard -> guard.from().equals(set.getKey())))
                .map(set -> Filling.of(Map.of("name", set.getKey(), "elements", elements(set.getValue()))))
                .toList();
        return Template.named(TEMPLATE)
                .fill(new Filling(
                        Map.of("host", host),
                        Map.of(
                                "set",
                                sets,
                                "guard",
                                guards.stream().map(HostRules::filling).toList(),
                                "vrrp",
                                isProxy ? List.of(Filling.of(Map.of())) : List.of())));
    }

    private static Filling filling(Guard guard) {
        return Filling.of(Map.of(
                "why",
                guard.why(),
                "from",
                guard.from(),
                "ports",
                String.join(", ", guard.ports().stream().map(String::valueOf).toList())));
    }

    /** An empty set has no list of elements. */
    private static String elements(Collection<String> addresses) {
        return addresses.isEmpty() ? "" : "elements = { " + String.join(", ", addresses) + " } ";
    }

    private SortedMap<String, List<String>> sets() {
        SortedMap<String, List<String>> sets = new TreeMap<>();
        Collection<String> proxies = network.proxies().values();
        Collection<String> controllers = network.controllers().values();
        sets.put(NOBODY, List.of());
        sets.put("proxies", List.copyOf(proxies));
        sets.put("controllers", List.copyOf(controllers));
        sets.put("monitors", network.monitors());
        sets.put("visitors", network.visitors());
        sets.put("sql", together(List.of(proxies, network.databases().values())));
        sets.put("agents", together(List.of(proxies, controllers, network.monitors())));
        sets.put("applications", together(List.of(network.webs().values(), network.applications())));
        sets.put("operators", together(List.of(network.operators(), network.monitors())));
        return sets;
    }

    private static List<String> together(List<Collection<String>> addresses) {
        return addresses.stream().flatMap(Collection::stream).distinct().toList();
    }
}
