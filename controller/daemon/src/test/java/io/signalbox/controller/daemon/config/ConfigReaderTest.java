package io.signalbox.controller.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.settings.ClusterSettings.PromotionRule;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
    private final String reference = reference();

    @Test
    void theReferenceFileHasEveryKeyThatIsReadAndNoOther() throws Exception {
        SortedSet<String> written = new TreeSet<>();
        keys("", new YAMLMapper().readTree(reference), written);
        assertThat(ConfigReader.keysAskedFor(reference)).isEqualTo(written);
    }

    @Test
    void theReferenceFileShowsTheDefaults() throws Exception {
        ControllerConfig config = ConfigReader.read(reference);
        assertThat(config.clusters().getFirst().bounds()).isEqualTo(ClusterSettings.Bounds.defaults());
        assertThat(config.tokens().getFirst().role()).isEqualTo(Role.ADMIN);
        assertThat(config.settings(config.clusters().getFirst()).web()).hasSize(2);
        assertThat(config.drills().command()).containsExactly("/usr/bin/signalbox");
        assertThat(config.recording().bytes()).isEqualTo(256L << 20);
    }

    @Test
    void aServerIsAsGoodAsAnyOtherUnlessItsRuleSaysOtherwise() throws Exception {
        String plain = reference.replace(", rule: neutral, zone: room1", "");
        assertThat(servers(plain))
                .extracting(ClusterSettings.DatabaseServer::rule)
                .containsExactly(PromotionRule.NEUTRAL, PromotionRule.NEUTRAL);
        assertThat(servers(plain))
                .extracting(ClusterSettings.DatabaseServer::zone)
                .containsOnly("");
        String ruled = reference.replaceFirst("rule: neutral, zone: room1", "rule: never, zone: room2");
        assertThat(servers(ruled))
                .extracting(ClusterSettings.DatabaseServer::rule)
                .containsExactly(PromotionRule.NEVER, PromotionRule.NEUTRAL);
        assertThat(servers(ruled))
                .extracting(ClusterSettings.DatabaseServer::zone)
                .containsExactly("room2", "room1");
        assertThat(errors(reference.replace("rule: neutral", "rule: never")))
                .contains(
                        "clusters[0].servers: rule: never, for all of them: one at least must be one that may be primary");
    }

    private static List<ClusterSettings.DatabaseServer> servers(String yaml) throws InvalidConfig {
        ControllerConfig config = ConfigReader.read(yaml);
        return config.settings(config.clusters().getFirst()).servers();
    }

    @Test
    void everyErrorIsToldAtOnceWithKeyValueAndRule() {
        String broken = reference
                .replace("name: db1, host: 127.0.1.11, port: 3306", "name: DB1;x, host: 'a b', port: 99999")
                .replace("role: viewer", "role: king")
                .replace("whenNoAckers: alone", "whenNoAckers: maybe")
                .replace("weight: 100}    #", "weight: 0}    #")
                .replace("silentAfter: 350ms", "silentAfter: 200ms")
                .replace("lockWait: 1s", "lockWait: 20s")
                .replace("site: local", "site: local\nsitte: x")
                .replace("allowed: true", "allowed: 'yes'");
        assertThat(errors(broken))
                .contains(
                        "tokens[2].role: king: must be one of viewer, operator, admin",
                        "clusters[0].whenNoAckers: maybe: must be one of alone, stop",
                        "backends[0].servers[0].weight: 0: must be a whole number from 1 to 256",
                        "clusters[0].bounds.silentAfter: 200ms: must be at least 3 times the agents' probe period, "
                                + "which is 100ms",
                        "clusters[0].bounds.switchoverDeadline: 10s: must be at least lockWait, which is 20s",
                        "drills.allowed: yes: must be true or false")
                .contains("clusters[0].servers[0].name: DB1;x: must be a name")
                .contains("clusters[0].servers[0].host: a b: must be a host name")
                .contains("clusters[0].servers[0].port: 99999: must be a whole number from 1 to 65535")
                .contains("sitte: x: unknown key; known here: site, controller");
    }

    /** DESIGN.md 3.2: nobody is promoted before the old primary can acknowledge nothing any more. */
    @Test
    void aFenceThatCannotComeBeforeAPromotionIsRefusedWithBothValues() {
        assertThat(errors(reference.replace("commandDeadline: 3s ", "commandDeadline: 1s ")))
                .contains(
                        "clusters[0].bounds.commandDeadline: 1s: must be at least the slowest detachment, without which"
                                + " nobody is promoted, which is 2500ms");
        assertThat(errors(reference.replace("isolationAfter: 6s ", "isolationAfter: 5s ")))
                .contains(
                        "clusters[0].bounds.isolationAfter: 5s: must be at least noAckersAfter + commandDeadline, which is 6s");
        assertThat(errors(reference.replace("linkLostAfter: 1s ", "linkLostAfter: 4s ")))
                .contains("clusters[0].bounds.isolationAfter: 6s: must be at least 2 times linkLostAfter, which is 4s");
        assertThat(errors(reference.replace("starvedAfter: 5s ", "starvedAfter: 300ms ")))
                .contains("clusters[0].bounds.starvedAfter: 300ms: must be at least silentAfter, which is 350ms");
        assertThat(errors(reference.replace("witnessSilentAfter: 700ms", "witnessSilentAfter: 1200ms")))
                .contains("clusters[0].bounds.witnessSilentAfter: 1200ms: must be at most linkLostAfter, which is 1s");
        assertThat(errors(reference.replace("linkLostAfter: 1s ", "linkLostAfter: 800ms ")))
                .contains(
                        "clusters[0].bounds.linkLostAfter: 800ms: must be at least the longest pause that goes unnoticed,"
                                + " and a report, which is 850ms");
        assertThat(errors(reference.replace("linkLostAfter: 1s ", "linkLostAfter: 6s ")))
                .contains(
                        "clusters[0].bounds.linkLostAfter: 6s: must be at most half of replica_net_timeout, after which"
                                + " receivers detach slowly, which is 5s");
        assertThat(errors(reference.replace("routeDeadline: 500ms", "routeDeadline: 300ms")))
                .contains(
                        "clusters[0].bounds.routeDeadline: 300ms: must be at least the time in which a proxy closes its"
                                + " writer, which is 450ms");
    }

    @Test
    void everythingWrongWithTheStoreIsTold() {
        String three = "[\"https://127.0.1.21:2379\", \"https://127.0.1.22:2379\", \"https://127.0.1.23:2379\"]";
        String broken = reference
                .replace(three, "[\"http://10.0.0.1:2379\", \"https://10.0.0.2:2379\", \"etcd\"]")
                .replace("prefix: /signalbox/", "prefix: signalbox")
                .replace("leaseSeconds: 2", "leaseSeconds: 0");
        assertThat(errors(broken))
                .contains(
                        "store.endpoints: etcd: must be like http://127.0.1.21:2379, with a port from 1 to 65535",
                        "store.endpoints: [http://10.0.0.1:2379, https://10.0.0.2:2379]: must be all of http or all of https",
                        "store.ca: /etc/signalbox/etcd-ca.pem: is for endpoints of https",
                        "store.endpoints: [http://10.0.0.1:2379, https://10.0.0.2:2379]: must be of https: a password",
                        "store.prefix: signalbox: must begin and end with /",
                        "store.leaseSeconds: 0: must be a whole number from 1 to 60");
        assertThat(errors(reference.replaceAll("(?m)^  passwordFile:.*$", "")))
                .contains("store.user: signalbox: user and passwordFile go together");
        assertThat(errors(reference.replace("kind: etcd", "kind: file")))
                .contains("store.endpoints: (a list): unknown key");
        assertThat(errors(reference.replace("kind: etcd", "kind: zookeeper"))).contains("must be one of file, etcd");
    }

    @Test
    void withoutAWordOnTheStoreItIsAFileOfThisController() throws InvalidConfig {
        ControllerConfig config = ConfigReader.read(reference.replaceAll("(?s)\nstore:.*", "\n"));
        assertThat(config.store().kind()).isEqualTo(ControllerConfig.Store.Kind.FILE);
    }

    @Test
    void tellsNoSecretThatWasWrittenInThePlaceOfItsFile() {
        String broken = reference
                .replace("site: local", "site: local\npassword: hunter2\nlogin: {user: a, password: hunter2}")
                .replace("command: [/usr/bin/signalbox]", "command: [{token: hunter2}]");
        assertThat(errors(broken))
                .contains("password: (not shown): unknown key")
                .contains("login: (a mapping): unknown key")
                .contains("drills.command: (a list): must be a list of at least one text")
                .doesNotContain("hunter2");
        assertThat(errors("site: local\npassword: [hunter2"))
                .contains("not YAML")
                .doesNotContain("hunter2");
    }

    @Test
    void twoOfTheSameNameOrAgentAreTold() {
        String doubled = reference.replace("name: db2", "name: db1").replace("127.0.1.12:8091", "127.0.1.11:8091");
        assertThat(errors(doubled))
                .contains("clusters[0].servers: db1: two of them have the same name")
                .contains("clusters and proxies: 127.0.1.11:8091: two of them have the same agent");
    }

    @Test
    void whatIsMissingIsTold() {
        assertThat(errors("site: local"))
                .contains("controller: (absent): must be a name", "clusters: (absent): must be a list of at least 1");
    }

    @Test
    void whatIsNoYamlOrNoMappingIsTold() {
        assertThat(errors("site: [")).contains("not YAML");
        assertThat(errors("- a\n- b")).contains("must be a mapping of keys to values");
        assertThat(errors("")).contains("must be a mapping of keys to values");
        assertThat(errors("site: a\nsite: b")).contains("not YAML");
    }

    private static String errors(String yaml) {
        InvalidConfig invalid = catchThrowableOfType(InvalidConfig.class, () -> ConfigReader.read(yaml));
        assertThat(invalid).isNotNull();
        return String.valueOf(invalid.getMessage());
    }

    private static void keys(String path, JsonNode node, SortedSet<String> keys) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                keys.add(key);
                keys(key, field.getValue(), keys);
            });
        } else if (node.isArray()) {
            node.forEach(item -> keys(path + "[]", item, keys));
        }
    }

    private static String reference() {
        try (InputStream in =
                ConfigReaderTest.class.getResourceAsStream("/io/signalbox/controller/daemon/reference.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
