package io.signalbox.agents.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.signalbox.agents.daemon.config.AgentConfig.WebAgent;
import io.signalbox.agents.daemon.config.AgentConfig.WebPool;
import io.signalbox.haproxy.command.ServerId;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigFileTest {
    /** What stands there are names of the operator's. */
    private static final String FREE = "proxy.names";

    @TempDir
    Path directory;

    @Test
    void readsAProxysHost() throws Exception {
        AgentConfig config = AgentConfigFile.readText(proxyHost());

        assertThat(config.server()).isEqualTo("lb1");
        assertThat(config.mysqld()).isEmpty();
        assertThat(config.proxy().orElseThrow().runtimeSocket()).isEqualTo(Path.of("/run/admin.sock"));
        assertThat(config.periods()).isEqualTo(AgentConfig.Periods.DEFAULT);
    }

    @Test
    void namesOfAHaproxyThatIsSomebodyElsesAreRead() throws Exception {
        AgentConfig config = AgentConfigFile.readText(withNames("mysql_main_rw: {name: PG.rw, servers: {db1: alpha}}"));

        assertThat(config.proxy().orElseThrow().names().theirs(ServerId.of("mysql_main_rw", "db1")))
                .isEqualTo(ServerId.of("PG.rw", "alpha"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: {name: x}, b: {name: x}                | proxy.names: (a mapping): a and b are both called x
            a: {name: x, servers: {db1: y, db2: y}}   | proxy.names.a.servers: (a mapping): db1 and db2 are both called y
            a: {name: ''}                             | proxy.names.a.name: : must be 1 to 128 letters
            a: {name: 'x y'}                          | proxy.names.a.name: x y: must be 1 to 128 letters
            a: {servers: {db1: y}}                    | proxy.names.a.name: missing: must be 1 to 128 letters
            a: {name: x, servers: {db1: 'y;z'}}       | proxy.names.a.servers.db1: y;z: must be 1 to 128 letters
            a: x                                      | proxy.names.a: x: must be a mapping
            "a b": {name: x}                          | proxy.names.a b: a b: must be 1 to 128 letters
            a: {name: x, port: 3}                     | proxy.names.a.port: 3: is not known here; known are name, servers
            """)
    void whatIsWrongWithNamesIsSaidWithItsPlace(String names, String said) {
        ConfigRefused refused =
                catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText(withNames(names)));

        assertThat(refused.getMessage()).contains(said);
    }

    private String withNames(String names) throws IOException {
        return proxyHost()
                .replace("masterSocket: /run/master.sock}", "masterSocket: /run/master.sock, names: {" + names + "}}");
    }

    @Test
    void takesSomePeriodsAndKeepsTheOthers() throws Exception {
        AgentConfig config = AgentConfigFile.readText(proxyHost() + "periods: {process: 2ms}\n");

        assertThat(config.periods().process()).isEqualTo(Duration.ofMillis(2));
        assertThat(config.periods().probe()).isEqualTo(AgentConfig.Periods.DEFAULT.probe());
    }

    @Test
    void namesEveryErrorAtOnceWithKeyValueAndRule() {
        String wrong = """
                site: Local Site
                server: db1
                listen: {host: 127.0.1.1, port: 80910, colour: red}
                keyFile: relative/site.key
                stateDir: /tmp/state
                surprise: 1
                proxy: [a, b]
                periods: {process: 8, probe: 1h}
                """;

        ConfigRefused refused = catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText(wrong));

        assertThat(refused.errors())
                .extracting(ConfigError::key)
                .containsExactlyInAnyOrder(
                        "site",
                        "cluster",
                        "listen.port",
                        "listen.colour",
                        "keyFile",
                        "proxy",
                        "mysqld, proxy, application",
                        "periods.process",
                        "periods.probe",
                        "surprise");
        assertThat(refused.getMessage().lines())
                .hasSize(10)
                .contains("listen.port: 80910: must be a port, 1 to 65535")
                .contains("listen.colour: red: is not known here; known are host, port");
    }

    @Test
    void saysWhatKindOfThingStandsWhereNobodyReadsIt() throws IOException {
        String wrong = proxyHost() + "monitor: {user: agent}\nhosts: [db1, db2]\n";

        ConfigRefused refused = catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText(wrong));

        assertThat(refused.getMessage().lines())
                .anyMatch(line -> line.startsWith("monitor: (a mapping): is not known here"))
                .anyMatch(line -> line.startsWith("hosts: (a list): is not known here"));
        assertThat(catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText("[a]")))
                .hasMessage("(file): (a list): must be a mapping");
    }

    @Test
    void tellsNoSecretThatWasWrittenInThePlaceOfItsFile() throws IOException {
        String wrong = proxyHost() + "password: hunter2\nmonitor: {user: agent, password: hunter2}\nsiteKey: hunter2\n";

        ConfigRefused refused = catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText(wrong));

        assertThat(refused.getMessage())
                .contains("password: (not shown): is not known here")
                .doesNotContain("hunter2");
    }

    @Test
    void printsBothValuesOfARuleAcrossKeys() throws IOException {
        String wrong = proxyHost() + "periods: {process: 200ms, probe: 100ms}\n";

        ConfigRefused refused = catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText(wrong));

        assertThat(refused.getMessage())
                .isEqualTo("periods.process: 200ms: must not be longer than periods.probe, which is 100ms");
    }

    @Test
    void refusesASecretThatOthersCanRead() throws IOException {
        String text = proxyHost();
        Files.setPosixFilePermissions(directory.resolve("site.key"), PosixFilePermissions.fromString("rw-r--r--"));

        ConfigRefused refused = catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText(text));

        assertThat(refused.errors()).extracting(ConfigError::key).containsExactly("keyFile");
    }

    @Test
    void refusesWhatIsNoYaml() {
        ConfigRefused refused =
                catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText("a: [1\nb: 2"));
        assertThat(refused.getMessage()).startsWith("(file): line ").contains("is no YAML");

        assertThat(catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText("")))
                .hasMessageContaining("must be a mapping");
        assertThat(catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText("site: a\nsite: b\n")))
                .hasMessageContaining("Duplicate");
    }

    @Test
    void theReferenceFileHasEveryKeyAndNoOther() throws IOException {
        TreeSet<String> inTheFile = new TreeSet<>();
        collect("", new YAMLMapper().readTree(reference()), inTheFile);
        TreeSet<String> inTheRecord = new TreeSet<>();
        collect("", AgentConfig.class, inTheRecord);

        assertThat(inTheFile).isEqualTo(inTheRecord);
    }

    @Test
    void theReferenceFileIsReadUpToTheFilesThatItNames() throws IOException {
        ConfigRefused refused = catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText(reference()));

        assertThat(refused.errors())
                .allSatisfy(error -> assertThat(error.rule()).startsWith("must be the absolute path of a"));
    }

    @Test
    void theReferenceFileShowsTheDefaults() throws IOException {
        JsonNode periods = new YAMLMapper().readTree(reference()).get("periods");

        assertThat(DurationText.parse(periods.get("process").asText())).hasValue(AgentConfig.Periods.DEFAULT.process());
        assertThat(DurationText.parse(periods.get("probe").asText())).hasValue(AgentConfig.Periods.DEFAULT.probe());
        assertThat(DurationText.parse(periods.get("report").asText())).hasValue(AgentConfig.Periods.DEFAULT.report());

        JsonNode isolation = new YAMLMapper().readTree(reference()).get("isolation");
        AgentConfig.Isolation standard = AgentConfig.Isolation.DEFAULT;
        assertThat(DurationText.parse(isolation.get("after").asText())).hasValue(standard.after());
        assertThat(DurationText.parse(isolation.get("noAckersAfter").asText())).hasValue(standard.noAckersAfter());
        assertThat(DurationText.parse(isolation.get("commandDeadline").asText()))
                .hasValue(standard.commandDeadline());
    }

    @Test
    void isolationLeavesALeaderTheTimeToLetThePrimaryGoAlone() throws IOException {
        String wrong = proxyHost() + "isolation: {after: 7s, noAckersAfter: 5s}\n";

        ConfigRefused refused = catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText(wrong));

        assertThat(refused.getMessage())
                .isEqualTo("isolation.after: 7000ms: must be at least isolation.noAckersAfter"
                        + " + isolation.commandDeadline, which is 8000ms");
    }

    @Test
    void readsTheAgentsOfWebServersAndKeepsTheFloor() throws Exception {
        AgentConfig config = AgentConfigFile.readText(
                webPool("{backend: web, servers: [{name: web1, host: 10.0.0.1, port: 8091}]}"));

        assertThat(config.proxy().orElseThrow().webPool())
                .hasValue(new WebPool("web", 30, List.of(new WebAgent("web1", "10.0.0.1", 8091))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{backend: web} | servers: missing: must be a list of 1 to 64 mappings",
                "{backend: web, servers: []} | servers: (a list): must be a list of 1 to 64 mappings",
                "{backend: web, servers: [web1]} | servers: (a list): must be a list of 1 to 64 mappings",
                "{backend: web, servers: [{name: web1, host: a}]} | servers[0].port: missing: must be a port, 1 to 65535",
                "{backend: web, floorPercent: 0, servers: [{name: web1, host: a, port: 1}]}"
                        + "| floorPercent: 0: must be a whole number, 1 to 100",
                "{backend: web, servers: [{name: web1, host: a, port: 1}, {name: web1, host: b, port: 2}]}"
                        + "| servers: (a list): must not name a server twice"
            })
    void refusesAWebPoolThatIsNone(String pool, String sentence) throws IOException {
        String text = webPool(pool);

        assertThat(catchThrowableOfType(ConfigRefused.class, () -> AgentConfigFile.readText(text)))
                .hasMessage("proxy.webPool." + sentence);
    }

    private String webPool(String text) throws IOException {
        return proxyHost().replace("/run/master.sock}", "/run/master.sock, webPool: " + text + "}");
    }

    private String proxyHost() throws IOException {
        Path key = directory.resolve("site.key");
        Files.writeString(key, "00");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return """
            site: local
            server: lb1
            cluster: main
            listen: {host: 127.0.1.1, port: 8091}
            keyFile: %s
            stateDir: /tmp/state
            proxy: {runtimeSocket: /run/admin.sock, masterSocket: /run/master.sock}
            """.formatted(key);
    }

    private static String reference() throws IOException {
        try (InputStream in = AgentConfig.class.getResourceAsStream("/agent-reference.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void collect(String prefix, JsonNode node, TreeSet<String> keys) {
        node.propertyStream().forEach(property -> {
            keys.add(prefix + property.getKey());
            if ((prefix + property.getKey()).equals(FREE)) {
                return;
            }
            collect(prefix + property.getKey() + ".", property.getValue(), keys);
            if (property.getValue().isArray()) {
                property.getValue().forEach(item -> collect(prefix + property.getKey() + ".", item, keys));
            }
        });
    }

    private static void collect(String prefix, Class<?> record, TreeSet<String> keys) {
        for (RecordComponent component : record.getRecordComponents()) {
            keys.add(prefix + component.getName());
            Type type = component.getGenericType() instanceof ParameterizedType optional
                    ? optional.getActualTypeArguments()[0]
                    : component.getType();
            if (type instanceof Class<?> nested && nested.isRecord() && !(prefix + component.getName()).equals(FREE)) {
                collect(prefix + component.getName() + ".", nested, keys);
            }
        }
    }
}
