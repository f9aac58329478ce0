package io.signalbox.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds every request of every command against the controller's OpenAPI document. */
class ContractTest {
    private static final Path DOCUMENT =
            Path.of("../daemon/src/main/resources/io/signalbox/controller/daemon/openapi.yaml");
    private static JsonNode openapi;

    @TempDir
    Path dir;

    @BeforeAll
    static void read() throws IOException {
        // Not Jackson's YAML, which leaves aliases unresolved.
        openapi = new JsonMapper()
                .valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(DOCUMENT)));
    }

    @Test
    void everyCommandAsksOnlyWhatTheControllerDocuments() throws IOException {
        try (FakeController controller = new FakeController()
                .on("GET /clusters", 200, Bodies.CLUSTERS)
                .on("GET /backends", 200, "{\"items\":[{\"name\":\"web\",\"servers\":[{\"name\":\"web1\"}]}]}")) {
            Shell shell = Shell.at(dir, controller);
            commands().forEach(command -> shell.run(command.split(" ")));
            assertThat(controller.asked()).hasSizeGreaterThan(20).allSatisfy(ContractTest::assertDocumented);
        }
    }

    @Test
    void everyFieldOfTheFixturesIsDocumented() throws IOException {
        JsonNode schemas = openapi.at("/components/schemas");
        JsonNode cluster = new JsonMapper().readTree(Bodies.CLUSTER);
        assertThat(names(cluster)).isSubsetOf(names(schemas.at("/Cluster/properties")));
        assertThat(names(cluster.at("/servers/1"))).isSubsetOf(names(schemas.at("/DatabaseServer/properties")));
        JsonNode doctor = new JsonMapper().readTree(Bodies.DOCTOR);
        assertThat(names(doctor)).isSubsetOf(names(schemas.at("/Doctor/properties")));
        assertThat(names(doctor.at("/items/0")))
                .isEqualTo(names(schemas.at("/Doctor/properties/items/items/properties")));
        assertThat(names(new JsonMapper().readTree(Bodies.REFUSAL)))
                .isSubsetOf(names(schemas.at("/Problem/properties")));
        assertThat(names(new JsonMapper().readTree(Bodies.operation("done", ""))))
                .isSubsetOf(names(schemas.at("/Operation/properties")));
    }

    private static Stream<String> commands() {
        return Stream.of(
                "status",
                "status main",
                "decision",
                "doctor",
                "failovers",
                "failovers f-1",
                "operations",
                "operations op-1",
                "proxies",
                "backends",
                "backends web",
                "certificates",
                "certificate pom.xml --name site --dry-run",
                "limits --requests 100 --connections 10",
                "events --count 1",
                "switchover --to db2 --dry-run --deadline 5s",
                "failover --reason test --to db2 --allow-data-loss --dry-run",
                "pause",
                "resume",
                "maintain db2 --dry-run",
                "maintain db2 --off",
                "adopt --primary db2 --allow-data-loss --dry-run",
                "plans",
                "deploy --version v2 --percent 50 --deadline 5s --healthy-within 5s --dry-run",
                "deploy --cancel op-1",
                "deployments",
                "deployments op-1",
                "drain web1 --force --dry-run",
                "maintenance web/web1 --force --dry-run",
                "ready web1 --dry-run",
                "weight web1 50 --dry-run");
    }

    private static void assertDocumented(FakeController.Asked asked) {
        String method = asked.line().split(" ")[0].toLowerCase(java.util.Locale.ROOT);
        JsonNode call = openapi.path("paths").properties().stream()
                .filter(path -> matches(path.getKey(), asked.line().split(" ")[1]))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such path: " + asked.line()))
                .path(method);
        assertThat(call.isObject()).as(asked.line()).isTrue();
        if (!asked.body().isEmpty()) {
            JsonNode known = call.at("/requestBody/content/application~1json/schema/properties");
            assertThat(fields(asked.body())).as(asked.line()).isSubsetOf(names(known));
        }
    }

    private static boolean matches(String template, String path) {
        return ("/api/v1" + path).matches(template.replaceAll("\\{[^}]+}", "[^/]+"));
    }

    private static List<String> fields(String body) {
        try {
            return names(new JsonMapper().readTree(body));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream()
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
    }
}
