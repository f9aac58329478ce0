package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.controller.cli.api.Api;
import io.signalbox.controller.cli.api.Endpoint;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.controller.cli.api.Following;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.site.Site;
import io.signalbox.site.SiteOutline;
import io.signalbox.site.layout.SiteAddresses;
import io.signalbox.site.layout.SiteLayout;
import io.signalbox.site.start.Down;
import io.signalbox.site.start.Up;
import io.signalbox.site.start.UpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A whole local site, with what a test does to it besides the lab's faults. */
final class SiteUnderTest implements AutoCloseable {
    static final Duration WHOLE_AT_MOST = Duration.ofSeconds(90);
    private static final Duration OPERATION_AT_MOST = Duration.ofSeconds(30);
    private static final long SQL_SECONDS = 20;
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final JsonMapper JSON = new JsonMapper();

    private final Path dir;
    private final Site site;
    private final Cluster cluster;
    private final Api api;

    private SiteUnderTest(Path dir, Site site) throws Failed {
        this.dir = dir;
        this.site = site;
        this.cluster = new Cluster(dir, "main");
        this.api = new Api(Endpoint.ofSite(dir));
    }

    static SiteUnderTest up(Path dir) throws Exception {
        UpRequest request = new UpRequest(
                dir,
                OptionalInt.of(2),
                OptionalInt.empty(),
                REPOSITORY.resolve("target/dist/lib"),
                cache(),
                mysqlHome(),
                program("SIGNALBOX_HAPROXY", "haproxy/usr/sbin/haproxy"),
                REPOSITORY.resolve("signalbox"),
                false);
        return new SiteUnderTest(dir, new Up(request, System.err::println).run());
    }

    Site site() {
        return site;
    }

    Path dir() {
        return dir;
    }

    /** The database that is primary now. */
    String primary() {
        return state().primary();
    }

    /** The other one. */
    String replica() {
        return state().servers().stream()
                .map(ClusterState.Server::name)
                .filter(name -> !name.equals(primary()))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until nothing is wrong. */
    void whole() {
        await().atMost(WHOLE_AT_MOST)
                .alias("the site is whole again")
                .untilAsserted(() -> assertThat(cluster.state().map(ClusterState::missing))
                        .hasValueSatisfying(missing -> assertThat(missing).isEmpty()));
    }

    /** Posts to the controller and follows the operation to its end. */
    String operator(ObjectNode body, String... path) throws Failed {
        String operation = api.post(Api.path(path), body).operation();
        return operation.isEmpty()
                ? "done"
                : new Following(api, OPERATION_AT_MOST, System.err::println)
                        .toTheEndOf(operation)
                        .json()
                        .path("state")
                        .asText();
    }

    /** The state in which the deployment ended. */
    String deploy(String version) throws Failed {
        return operator(JSON.createObjectNode().put("version", version), "backends", "web", "deploy");
    }

    String operator(String... path) throws Failed {
        return operator(JSON.createObjectNode(), path);
    }

    /** As root, by the socket on the database's host. */
    String sql(String server, String statements) throws Exception {
        Process client = session(server, statements);
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor(SQL_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(client.exitValue()).as(said).isZero();
        return said.strip();
    }

    /** What this server has executed and the other has not. */
    String errant(String server, String other) throws Exception {
        String executed = sql(server, "SELECT @@gtid_executed").replace("\\n", "");
        return sql(other, "SELECT GTID_SUBTRACT('" + executed + "', @@gtid_executed)")
                .replace("\\n", "");
    }

    /** A session that goes on; the caller ends it. */
    Process session(String server, String statements) throws IOException {
        return new ProcessBuilder(
                        mysqlHome().resolve("usr/bin/mysql").toString(),
                        "--no-defaults",
                        "--user=root",
                        "--socket=" + site.layout().mysqlSocket(server),
                        "--batch",
                        "--skip-column-names",
                        "--execute=" + statements)
                .redirectErrorStream(true)
                .start();
    }

    /** What a Prometheus of this site scrapes. */
    PrometheusConfig prometheus(Path rules) {
        SiteOutline outline = site.describe();
        String balancer = outline.write().split(":")[0];
        SortedMap<String, String> agents = new TreeMap<>();
        SortedMap<String, String> webs = new TreeMap<>();
        agents.put("lb1", balancer + ":" + SiteAddresses.AGENT);
        outline.servers().forEach(server -> {
            agents.put(server.name(), server.agent());
            webs.put(server.name(), server.mysql().split(":")[0] + ":" + SiteAddresses.WEB);
        });
        return new PrometheusConfig(
                one("lb1", balancer + ":" + SiteAddresses.API),
                agents,
                one("lb1", balancer + ":" + SiteAddresses.STATS),
                webs,
                new TreeMap<>(),
                rules,
                Duration.ofSeconds(1));
    }

    private static SortedMap<String, String> one(String host, String address) {
        SortedMap<String, String> map = new TreeMap<>();
        map.put(host, address);
        return map;
    }

    private ClusterState state() {
        return cluster.state().orElseThrow(() -> new AssertionError("no controller answers"));
    }

    private static Path cache() {
        return Optional.ofNullable(System.getenv("SIGNALBOX_CACHE"))
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache/signalbox"));
    }

    private static Path mysqlHome() {
        Path home = Optional.ofNullable(System.getenv("SIGNALBOX_MYSQL_HOME"))
                .map(Path::of)
                .orElseGet(() -> cache().resolve("mysql"));
        assertThat(home.resolve("usr/sbin/mysqld"))
                .as("MySQL is missing: `./signalbox test` unpacks it")
                .isExecutable();
        return home;
    }

    private static Path program(String variable, String below) {
        Path path = Optional.ofNullable(System.getenv(variable)).map(Path::of).orElseGet(() -> cache().resolve(below));
        assertThat(path).as("is missing: `./signalbox test` unpacks it").isExecutable();
        return path;
    }

    /** Ends every process at once. */
    @Override
    public void close() {
        api.close();
        cluster.close();
        try {
            new Down(new SiteLayout(dir), System.err::println).atOnce();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
