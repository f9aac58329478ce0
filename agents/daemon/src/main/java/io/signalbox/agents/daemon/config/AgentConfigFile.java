package io.signalbox.agents.daemon.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.signalbox.agents.daemon.config.AgentConfig.Application;
import io.signalbox.agents.daemon.config.AgentConfig.Fresh;
import io.signalbox.agents.daemon.config.AgentConfig.Hook;
import io.signalbox.agents.daemon.config.AgentConfig.Isolation;
import io.signalbox.agents.daemon.config.AgentConfig.Listen;
import io.signalbox.agents.daemon.config.AgentConfig.Login;
import io.signalbox.agents.daemon.config.AgentConfig.Mysqld;
import io.signalbox.agents.daemon.config.AgentConfig.Periods;
import io.signalbox.agents.daemon.config.AgentConfig.Proxy;
import io.signalbox.agents.daemon.config.AgentConfig.ReadPool;
import io.signalbox.agents.daemon.config.AgentConfig.WebAgent;
import io.signalbox.agents.daemon.config.AgentConfig.WebPool;
import io.signalbox.haproxy.pool.LastResort;
import io.signalbox.haproxy.pool.LoadCurve;
import io.signalbox.mysql.dialect.CloneLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code agent.yaml}. The rule of each key stands beside its reading. */
public final class AgentConfigFile {
    private static final Duration FASTEST = Duration.ofMillis(1);
    private static final Duration SLOWEST = Duration.ofSeconds(10);
    private static final Duration LONGEST_LAG = Duration.ofHours(1);
    private static final Duration FRESH_WITHIN = Duration.ofMillis(600);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int MOST_PATHS = 16;
    private static final int MOST_WEB_SERVERS = 64;
    private static final Duration SOONEST = Duration.ofSeconds(3);
    private static final Duration LATEST = Duration.ofMinutes(30);
    private static final String ONE_OF_THEM =
            "a host has a mysqld, a proxy, an application, or several of them; this file names none";

    private final List<ConfigError> errors = new ArrayList<>();

    private AgentConfigFile() {}

    /** @throws ConfigRefused with everything that is wrong */
    public static AgentConfig read(Path file) throws ConfigRefused {
        return new AgentConfigFile().parse(text(file));
    }

    /** As {@link #read}, for a text. */
    static AgentConfig readText(String yaml) throws ConfigRefused {
        return new AgentConfigFile().parse(yaml);
    }

    private static String text(Path file) throws ConfigRefused {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigRefused(List.of(new ConfigError("(file)", file.toString(), "cannot be read")));
        }
    }

    private AgentConfig parse(String yaml) throws ConfigRefused {
        Section root = new Section("", tree(yaml), errors);
        AgentConfig config = agent(root);
        if (!errors.isEmpty()) {
            throw new ConfigRefused(errors);
        }
        return config;
    }

    private static JsonNode tree(String yaml) throws ConfigRefused {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        try {
            JsonNode tree = mapper.readTree(yaml);
            if (tree.isObject()) {
                return tree;
            }
            throw new ConfigRefused(List.of(new ConfigError("(file)", Section.inWords(tree), "must be a mapping")));
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null
                    ? "?"
                    : Integer.toString(e.getLocation().getLineNr());
            String cause = e.getOriginalMessage().lines().findFirst().orElse("");
            throw new ConfigRefused(List.of(new ConfigError("(file)", "line " + line, "is no YAML: " + cause)));
        }
    }

    private AgentConfig agent(Section root) {
        AgentConfig config = new AgentConfig(
                root.name("site"),
                root.name("server"),
                root.name("cluster"),
                listen(root.section("listen")),
                root.secret("keyFile"),
                root.path("stateDir"),
                root.optional("mysqld").map(this::mysqld),
                root.optional("proxy").map(this::proxy),
                root.optional("application").map(this::application),
                root.optional("periods").map(this::periods).orElse(Periods.DEFAULT),
                root.optional("isolation").map(this::isolation).orElse(Isolation.DEFAULT));
        root.finish();
        if (config.mysqld().isEmpty()
                && config.proxy().isEmpty()
                && config.application().isEmpty()) {
            root.wrong("mysqld, proxy, application", "missing", ONE_OF_THEM);
        }
        return config;
    }

    private Listen listen(Section section) {
        Listen listen = new Listen(section.host("host"), section.port("port"));
        section.finish();
        return listen;
    }

    private Mysqld mysqld(Section section) {
        Mysqld mysqld = new Mysqld(
                section.program("program"),
                section.file("defaultsFile"),
                section.directory("dataDir"),
                section.path("pidFile"),
                section.path("errorLog"),
                section.path("tailDir"),
                section.host("host"),
                section.port("port"),
                section.port("adminPort"),
                login(section.section("monitor")),
                login(section.section("operator")),
                login(section.section("door")),
                login(section.section("donor")),
                section.optional("cloneLimits").map(this::limits).orElse(CloneLimits.DEFAULT),
                login(section.section("replication")));
        section.finish();
        if (mysqld.port() == mysqld.adminPort() && mysqld.port() != 1) {
            section.wrong("adminPort", "" + mysqld.adminPort(), "must not be mysqld.port, which is " + mysqld.port());
        }
        return mysqld;
    }

    private CloneLimits limits(Section section) {
        CloneLimits standard = CloneLimits.DEFAULT;
        CloneLimits limits = new CloneLimits(
                section.number("dataMebibytes", standard.dataMebibytes(), 0, CloneLimits.MOST_MEBIBYTES),
                section.number("networkMebibytes", standard.networkMebibytes(), 0, CloneLimits.MOST_MEBIBYTES),
                section.number("threads", standard.threads(), 1, CloneLimits.MOST_THREADS));
        section.finish();
        return limits;
    }

    private Login login(Section section) {
        Login login = new Login(section.user("user"), section.secret("passwordFile"));
        section.finish();
        return login;
    }

    private Proxy proxy(Section section) {
        Proxy proxy = new Proxy(
                section.path("runtimeSocket"),
                section.path("masterSocket"),
                section.optionalPath("certificates"),
                section.optionalPath("limits"),
                section.optional("readPool").map(this::readPool),
                section.optional("webPool").map(this::webPool),
                new NamesReader(section).read("names"));
        section.finish();
        return proxy;
    }

    private ReadPool readPool(Section section) {
        ReadPool pool = new ReadPool(
                section.name("backend"),
                section.duration("wholeUpTo", ReadPool.WHOLE_UP_TO, Duration.ZERO, LONGEST_LAG),
                section.duration("maxLag", ReadPool.MAX_LAG, FASTEST, LONGEST_LAG),
                section.word("whenAllLag", LastResort.STALE, LastResort.class),
                section.optional("fresh").map(this::fresh));
        section.finish();
        if (pool.wholeUpTo().compareTo(pool.maxLag()) >= 0) {
            section.wrong(
                    "wholeUpTo",
                    pool.wholeUpTo().toMillis() + "ms",
                    "must be shorter than proxy.readPool.maxLag, which is "
                            + pool.maxLag().toMillis() + "ms");
        }
        return pool;
    }

    private Fresh fresh(Section section) {
        Fresh fresh =
                new Fresh(section.name("backend"), section.duration("within", FRESH_WITHIN, FASTEST, LONGEST_LAG));
        section.finish();
        return fresh;
    }

    private WebPool webPool(Section section) {
        WebPool pool = new WebPool(
                section.name("backend"),
                section.number("floorPercent", LoadCurve.FLOOR, 1, LoadCurve.WHOLE),
                section.sections("servers", MOST_WEB_SERVERS).stream()
                        .map(this::webAgent)
                        .toList());
        section.finish();
        long names = pool.servers().stream().map(WebAgent::name).distinct().count();
        if (names < pool.servers().size()) {
            section.wrong("servers", "(a list)", "must not name a server twice");
        }
        return pool;
    }

    private WebAgent webAgent(Section section) {
        WebAgent agent = new WebAgent(section.name("name"), section.host("host"), section.port("port"));
        section.finish();
        return agent;
    }

    private Application application(Section section) {
        Application application = new Application(
                section.name("server"),
                section.optional("hook").map(this::hook),
                section.optionalAddress("health"),
                section.paths("paths", MOST_PATHS),
                section.duration("every", Application.EVERY, SOON, LATEST));
        section.finish();
        return application;
    }

    private Hook hook(Section section) {
        Hook hook = new Hook(
                section.program("program"),
                section.optionalPath("rollback"),
                section.duration("deadline", Hook.DEADLINE, FASTEST, LATEST));
        section.finish();
        return hook;
    }

    private Periods periods(Section section) {
        Periods standard = Periods.DEFAULT;
        Periods periods = new Periods(
                section.duration("process", standard.process(), FASTEST, SLOWEST),
                section.duration("probe", standard.probe(), FASTEST, SLOWEST),
                section.duration("report", standard.report(), FASTEST, SLOWEST));
        section.finish();
        if (periods.process().compareTo(periods.probe()) > 0) {
            section.wrong(
                    "process",
                    periods.process().toMillis() + "ms",
                    "must not be longer than periods.probe, which is "
                            + periods.probe().toMillis() + "ms");
        }
        return periods;
    }

    private Isolation isolation(Section section) {
        Isolation standard = Isolation.DEFAULT;
        Isolation isolation = new Isolation(
                section.duration("after", standard.after(), SOONEST, LATEST),
                section.duration("noAckersAfter", standard.noAckersAfter(), FASTEST, LATEST),
                section.duration("commandDeadline", standard.commandDeadline(), FASTEST, LATEST));
        section.finish();
        if (isolation.after().compareTo(isolation.least()) < 0) {
            section.wrong(
                    "after",
                    isolation.after().toMillis() + "ms",
                    "must be at least isolation.noAckersAfter + isolation.commandDeadline, which is "
                            + isolation.least().toMillis() + "ms");
        }
        return isolation;
    }
}
