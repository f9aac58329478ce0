package io.signalbox.controller.daemon.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.settings.ClusterSettings.PromotionRule;
import io.signalbox.controller.core.settings.ClusterSettings.WhenNoAckers;
import io.signalbox.controller.daemon.config.ControllerConfig.Address;
import io.signalbox.controller.daemon.config.ControllerConfig.Backend;
import io.signalbox.controller.daemon.config.ControllerConfig.Cluster;
import io.signalbox.controller.daemon.config.ControllerConfig.Drills;
import io.signalbox.controller.daemon.config.ControllerConfig.Proxy;
import io.signalbox.controller.daemon.config.ControllerConfig.Recording;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.signalbox.controller.daemon.config.ControllerConfig.Server;
import io.signalbox.controller.daemon.config.ControllerConfig.TokenFile;
import io.signalbox.controller.daemon.config.ControllerConfig.Web;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the file, every key with its rule. */
public final class ConfigReader {
    private static final int PORT = 8090;
    private static final int MYSQL_PORT = 3306;
    private static final int WEIGHT = 100;
    private static final int HEAVIEST = 256;
    private static final int MOST_SERVERS = 9;
    private static final int MEGABYTES = 256;
    private static final int MOST_MEGABYTES = 1 << 20;
    private static final String IS_A_PATH = "must be a path";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ConfigReader() {}

    /** @throws InvalidConfig with every error */
    public static ControllerConfig read(String yaml) throws InvalidConfig {
        Notes notes = new Notes();
        ControllerConfig config = read(tree(yaml), notes);
        if (!notes.errors().isEmpty()) {
            throw new InvalidConfig(notes.errors());
        }
        return config;
    }

    /** Every key that the reader asks for when it reads {@code yaml}. */
    static SortedSet<String> keysAskedFor(String yaml) throws InvalidConfig {
        Notes notes = new Notes();
        read(tree(yaml), notes);
        return notes.known();
    }

    static JsonNode tree(String yaml) throws InvalidConfig {
        try {
            return YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String where = at == null ? "the file" : "line " + at.getLineNr();
            String cause = e.getOriginalMessage().lines().findFirst().orElse(""); // behind it the file is cited
            throw new InvalidConfig(List.of(new ConfigError(where, "not YAML", cause)));
        }
    }

    private static ControllerConfig read(JsonNode tree, Notes notes) {
        Section file = new Section("", tree, notes);
        String site = file.name("site");
        String controller = file.name("controller");
        Address listen = file.section("listen", ConfigReader::listen);
        ControllerConfig config = new ControllerConfig(
                site,
                controller,
                listen,
                file.host("bind"),
                Path.of(file.path("stateDir", IS_A_PATH)),
                Path.of(file.path("keyFile", IS_A_PATH)),
                file.sections("tokens", 1, ConfigReader::token),
                file.sections("clusters", 1, ConfigReader::cluster),
                file.sections("proxies", 0, ConfigReader::proxy),
                file.sections("backends", 0, ConfigReader::backend),
                file.has("drills") ? file.section("drills", ConfigReader::drills) : Drills.NONE,
                file.section("recording", ConfigReader::recording),
                file.section("store", StoreReader::read),
                file.has("advertise") ? file.address("advertise") : listen);
        file.end();
        requireDistinct(file, config);
        return config;
    }

    private static Address listen(Section section) {
        return new Address(section.host("host"), section.integer("port", 0, 65535, PORT));
    }

    private static TokenFile token(Section section) {
        return new TokenFile(section.word("role", Role.class, Role.VIEWER), Path.of(section.path("file", IS_A_PATH)));
    }

    private static Cluster cluster(Section section) {
        String name = section.name("name");
        Cluster cluster = new Cluster(
                name,
                section.sections("servers", 1, ConfigReader::server),
                section.has("writerBackend") ? section.name("writerBackend") : "mysql_" + name + "_rw",
                section.has("readerBackend") ? section.name("readerBackend") : "mysql_" + name + "_ro",
                section.word("whenNoAckers", WhenNoAckers.class, WhenNoAckers.ALONE),
                section.integer("k", 1, MOST_SERVERS - 1, ClusterSettings.DEFAULT_K),
                section.section("bounds", BoundsReader::read));
        if (cluster.servers().size() > MOST_SERVERS) {
            section.wrong("servers", cluster.servers().size() + " servers", "must be at most " + MOST_SERVERS);
        }
        int replicas = cluster.servers().size() - 1;
        if (cluster.k() > Math.max(1, replicas)) {
            section.wrong(
                    "k", cluster.k() + " acknowledgements", "must be at most the number of replicas, " + replicas);
        }
        if (cluster.servers().stream().allMatch(s -> s.rule() == PromotionRule.NEVER)) {
            section.wrong("servers", "rule: never, for all of them", "one at least must be one that may be primary");
        }
        distinct(section, "servers", "name", cluster.servers(), Server::name);
        distinct(section, "servers", "host and port", cluster.servers(), s -> s.host() + ":" + s.port());
        return cluster;
    }

    private static Server server(Section section) {
        return new Server(
                section.name("name"),
                section.host("host"),
                section.integer("port", 1, 65535, MYSQL_PORT),
                section.address("agent"),
                section.word("rule", PromotionRule.class, PromotionRule.NEUTRAL),
                section.has("zone") ? section.name("zone") : "");
    }

    private static Proxy proxy(Section section) {
        return new Proxy(section.name("name"), section.address("agent"));
    }

    private static Backend backend(Section section) {
        Backend backend = new Backend(section.name("name"), section.sections("servers", 1, ConfigReader::web));
        distinct(section, "servers", "name", backend.servers(), Web::name);
        return backend;
    }

    private static Web web(Section section) {
        return new Web(
                section.name("name"),
                section.integer("weight", 1, HEAVIEST, WEIGHT),
                section.has("host") ? section.name("host") : "",
                section.has("agent") ? Optional.of(section.address("agent")) : Optional.empty());
    }

    private static Drills drills(Section section) {
        return new Drills(section.flag("allowed"), section.texts("command"), Path.of(section.path("dir", IS_A_PATH)));
    }

    private static Recording recording(Section section) {
        return new Recording(section.integer("megabytes", 0, MOST_MEGABYTES, MEGABYTES));
    }

    private static void requireDistinct(Section file, ControllerConfig config) {
        distinct(file, "clusters", "name", config.clusters(), Cluster::name);
        distinct(file, "proxies", "name", config.proxies(), Proxy::name);
        distinct(file, "backends", "name", config.backends(), Backend::name);
        distinct(file, "tokens", "file", config.tokens(), token -> token.file().toString());
        List<Address> agents = Stream.concat(
                        config.clusters().stream()
                                .flatMap(c -> c.servers().stream())
                                .map(Server::agent),
                        config.proxies().stream().map(Proxy::agent))
                .toList();
        distinct(file, "clusters and proxies", "agent", agents, Address::toString);
        requireKnownHosts(file, config);
    }

    private static void requireKnownHosts(Section file, ControllerConfig config) {
        List<String> known = config.clusters().stream()
                .flatMap(c -> c.servers().stream())
                .map(Server::name)
                .toList();
        config.backends().stream()
                .flatMap(b -> b.servers().stream())
                .map(Web::host)
                .filter(host -> !host.isEmpty() && !known.contains(host))
                .forEach(host -> file.wrong("backends.servers.host", host, "must be a database server: " + known));
    }

    private static <T> void distinct(Section section, String key, String what, List<T> items, Function<T, String> of) {
        TreeSet<String> seen = new TreeSet<>();
        for (T item : items) {
            if (!seen.add(of.apply(item))) {
                section.wrong(key, of.apply(item), "two of them have the same " + what);
            }
        }
    }
}
