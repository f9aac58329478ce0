package io.signalbox.site.layout;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.signalbox.site.SiteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decided about a site; {@code site.yaml} holds it. All else follows from it.
 *
 * @param site its name
 * @param index X of its addresses 127.0.X.*
 * @param servers how many database servers
 * @param proxies how many HAProxies, each with an agent of its own; may be absent: one
 * @param drills {@code allowed} or {@code forbidden}: may the controller be asked to break things?
 * @param rules by database server: {@code prefer}, {@code neutral}, {@code avoid} or {@code never} to be promoted; may be absent
 * @param zones by database server: what may fail as one; may be absent
 * @param whenAllReplicasLag {@code stale}, {@code primary} or {@code refuse}: what becomes of readers then; may be absent
 * @param controllers 1, or 3 that share an etcd of three members; may be absent: one
 */
public record SiteDescription(
        String site,
        int index,
        int servers,
        int proxies,
        String drills,
        SortedMap<String, String> rules,
        SortedMap<String, String> zones,
        String whenAllReplicasLag,
        int controllers) {
    public static final int FEWEST_SERVERS = 2;
    public static final int MOST_SERVERS = 5;
    public static final int MOST_PROXIES = 16;
    public static final int LAST_INDEX = 254;

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final String STALE = "stale";
    private static final Set<String> LAST_RESORTS = Set.of(STALE, "primary", "refuse");
    private static final Set<String> RULES = Set.of("prefer", "neutral", "avoid", "never");

    public SiteDescription {
        proxies = proxies == 0 ? 1 : proxies;
        rules = orEmpty(rules);
        zones = orEmpty(zones);
        whenAllReplicasLag = orStale(whenAllReplicasLag);
        controllers = controllers == 0 ? 1 : controllers;
    }

    /** One HAProxy, and every server may be promoted as any other. */
    public SiteDescription(String site, int index, int servers, String drills) {
        this(site, index, servers, 1, drills, new TreeMap<>(), new TreeMap<>(), STALE, 1);
    }

    private static String orStale(@Nullable String given) {
        return given == null ? STALE : given;
    }

    private static SortedMap<String, String> orEmpty(@Nullable SortedMap<String, String> map) {
        return map == null ? new TreeMap<>() : map;
    }

    /** A new local site. */
    public static SiteDescription local(int index, int servers) {
        return local(index, servers, 1);
    }

    /** A new local site with several HAProxies. */
    public static SiteDescription local(int index, int servers, int proxies) {
        return new SiteDescription(
                "local", index, servers, proxies, "allowed", new TreeMap<>(), new TreeMap<>(), STALE, 1);
    }

    /** The same with so many controllers. */
    public SiteDescription withControllers(int number) {
        return new SiteDescription(site, index, servers, proxies, drills, rules, zones, whenAllReplicasLag, number);
    }

    public ControlHosts control() {
        return new ControlHosts(controllers, addresses());
    }

    public boolean drillsAllowed() {
        return drills.equals("allowed");
    }

    public LoopbackAddresses addresses() {
        return new LoopbackAddresses(index);
    }

    /** {@code lb1 … lbN}. */
    public List<String> balancers() {
        return Names.proxies(proxies);
    }

    /** {@code db1 … dbN}. */
    public List<String> databases() {
        return Names.databases(servers);
    }

    /** Every rule that is broken, as {@code key: value: rule}. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        require(
                problems,
                site != null && site.matches("[a-z][a-z0-9-]{0,30}"),
                "site",
                site,
                "letters, digits and - only");
        require(problems, index >= 1 && index <= LAST_INDEX, "index", index, "1 to " + LAST_INDEX);
        require(
                problems,
                servers >= FEWEST_SERVERS && servers <= MOST_SERVERS,
                "servers",
                servers,
                FEWEST_SERVERS + " to " + MOST_SERVERS);
        require(problems, proxies >= 1 && proxies <= MOST_PROXIES, "proxies", proxies, "1 to " + MOST_PROXIES);
        require(
                problems,
                "allowed".equals(drills) || "forbidden".equals(drills),
                "drills",
                drills,
                "allowed or forbidden");
        require(
                problems,
                LAST_RESORTS.contains(whenAllReplicasLag),
                "whenAllReplicasLag",
                whenAllReplicasLag,
                "stale, primary or refuse");
        require(problems, controllers == 1 || controllers == ControlHosts.MOST, "controllers", controllers, "1 or 3");
        rules.forEach((server, rule) -> {
            requireServer(problems, "rules", server);
            require(
                    problems,
                    rule != null && RULES.contains(rule),
                    "rules." + server,
                    rule,
                    "prefer, neutral, avoid or never");
        });
        zones.forEach((server, zone) -> {
            requireServer(problems, "zones", server);
            require(
                    problems,
                    zone != null && zone.matches("[a-z][a-z0-9_-]{0,31}"),
                    "zones." + server,
                    zone,
                    "a name: a-z, 0-9, _ and -");
        });
        require(
                problems,
                rules.size() < servers || !rules.values().stream().allMatch("never"::equals),
                "rules",
                "never, for all servers",
                "one at least must be one that may be primary");
        return problems;
    }

    private void requireServer(List<String> problems, String key, String server) {
        require(problems, databases().contains(server), key, server, "one of " + databases());
    }

    private static void require(List<String> problems, boolean kept, String key, @Nullable Object value, String rule) {
        if (!kept) {
            problems.add(key + ": " + value + ": " + rule);
        }
    }

    /** Reads and checks {@code site.yaml}; fails with all that is wrong with it. */
    public static SiteDescription read(Path file) {
        try {
            SiteDescription description = YAML.readValue(Files.readString(file), SiteDescription.class);
            List<String> problems = description.problems();
            if (!problems.isEmpty()) {
                throw new SiteFailure(file + " is wrong:\n  " + String.join("\n  ", problems));
            }
            return description;
        } catch (IOException e) {
            throw new SiteFailure(file + " cannot be read: " + firstLine(e), e);
        }
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Writes {@code site.yaml}. */
    public void write(Path file) throws IOException {
        Files.writeString(file, YAML.writeValueAsString(this));
    }
}
