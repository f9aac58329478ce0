package io.signalbox.lab.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.cli.api.Failed;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.reply.ServerState;
import io.signalbox.lab.Playing;
import io.signalbox.lab.cluster.Cluster;
import io.signalbox.lab.cluster.ProxyServers;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.workload.Doors;
import io.signalbox.lab.workload.Load;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Table;
import io.signalbox.lab.workload.Workload;
import io.signalbox.site.Site;
import io.signalbox.site.layout.Names;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A controller moves the primary of a site whose HAProxy runs a file that somebody wrote by hand, under other names. */
@TestMethodOrder(OrderAnnotation.class)
class ForeignSiteIT {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Map<String, String> CALLED = Map.of("db1", "alpha", "db2", "beta");

    private static RunningSite running;
    private static Site site;
    private static ForeignProxy proxy;
    private static Doors doors;

    @BeforeAll
    static void up() throws Exception {
        running = new RunningSite(2);
        site = running.up();
        proxy = new ForeignProxy(site);
        proxy.adopt();
        Doors all = Playing.doors(site.describe());
        doors = new Doors(all.write(), all.read(), all.servers(), all.account());
        awaitRouted();
    }

    @AfterAll
    static void remove() throws Exception {
        running.remove(true);
    }

    @Test
    @Order(1)
    void aSwitchoverLosesNothing() throws Exception {
        moved("switched", (cluster, primary, other) -> {
            try {
                String operation = cluster.switchoverTo(other);
                assertThat(cluster.end(operation, BOUND, System.err::println)).isEqualTo("done");
            } catch (Failed e) {
                throw new AssertionError(e.sentence(), e);
            }
        });
    }

    @Test
    @Order(2)
    void aFailoverLosesNothing() throws Exception {
        moved(
                "killed",
                (cluster, primary, other) -> new KillProcess(
                                "mysqld of " + primary,
                                site.mysqld(primary).orElseThrow().pid())
                        .inject());
    }

    @Test
    @Order(3)
    void aNameThatHaproxyDoesNotKnowIsNamedUntilItIsMended() throws Exception {
        try (Cluster cluster = new Cluster(site.layout().dir(), Names.CLUSTER)) {
            Whole.awaitReady(cluster);
            if (Whole.primary(cluster).equals("db1")) {
                assertThat(cluster.end(cluster.switchoverTo("db2"), BOUND, System.err::println))
                        .isEqualTo("done");
            }
            proxy.call("gamma");
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(shown().path("drift"))
                            .extracting(JsonNode::asText)
                            .containsExactly("mysql_main_rw/db2 shall be open and is not in HAProxy's configuration"));
            assertThat(shown().path("inSync").asBoolean()).isFalse();
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(cluster.problems()).contains("proxy_drifted"));
            assertThat(metrics())
                    .contains("signalbox_haproxy_in_sync{cluster=\"main\",haproxy=\"lb1\",} 0.0")
                    .containsPattern("signalbox_problem\\{[^}]*proxy_drifted[^}]*} 1\\.0");
            await().atMost(BOUND).untilAsserted(() -> assertThat(open()).isEmpty());

            proxy.call("beta");
            awaitRouted();
            await().atMost(BOUND)
                    .untilAsserted(() -> assertThat(cluster.problems()).doesNotContain("proxy_drifted"));
            try (Session client = Session.open(doors.write(), doors.account(), BOUND)) {
                assertThat(client.text("SELECT @@super_read_only")).isEqualTo("0");
            }
        }
    }

    private interface Blow {
        void strike(Cluster cluster, String primary, String other);
    }

    private static void moved(String name, Blow blow) throws Exception {
        Table table = new Table(name);
        try (Session session = Session.open(doors.write(), doors.account(), BOUND)) {
            table.create(session);
        }
        try (Cluster cluster = new Cluster(site.layout().dir(), Names.CLUSTER)) {
            Whole.awaitReady(cluster);
            String primary = Whole.primary(cluster);
            String other = primary.equals("db1") ? "db2" : "db1";
            Workload clients = Workload.start(doors, Load.STANDARD.withWrites(2, 100), table, new AtomicLong());
            try (clients) {
                String uuid = Whole.awaitWrites(clients, primary);
                blow.strike(cluster, primary, other);
                assertThat(Wait.until(BOUND, () -> clients.ledger().acknowledgedByAnotherThan(uuid)))
                        .as("another server takes writes")
                        .isTrue();
                Whole.await(cluster);
            }
            assertThat(Whole.primary(cluster)).isEqualTo(other);
            new Promised(doors).assertKept(clients, table, primary);
        }
        awaitRouted();
        assertThat(proxy.fileThere()).isEqualTo(proxy.file());
    }

    /** HAProxy itself says it in its own words, the API in ours, and both are the recorded primary's. */
    private static void awaitRouted() {
        await().atMost(BOUND).ignoreExceptionsInstanceOf(SQLException.class).untilAsserted(() -> {
            JsonNode shown = shown();
            String primary = running.get("/clusters/main").path("primary").asText();
            assertThat(shown.path("inSync").asBoolean()).as(shown.toString()).isTrue();
            assertThat(shown.path("openWriter").asText()).isEqualTo(primary);
            assertThat(shown.path("servers").findValuesAsText("backend"))
                    .contains("mysql_main_rw", "mysql_main_ro", "web")
                    .doesNotContain("pg_rw", "pg_ro", "app");
            assertThat(open()).containsExactly("pg_rw/" + CALLED.get(primary));
        });
    }

    /** As {@code GET /proxies} shows it. */
    private static JsonNode shown() throws Failed {
        return running.get("/proxies").path("items").path(0);
    }

    private static Set<String> open() {
        Set<String> open = new TreeSet<>();
        try (ProxyServers servers = new ProxyServers(site, Names.BALANCER)) {
            for (ServerState server : servers.now().values()) {
                ServerId id = server.id();
                boolean writer = id.backend().text().equals("pg_rw")
                        && List.copyOf(CALLED.values()).contains(id.server().text());
                if (writer && server.usable()) {
                    open.add(id.backend() + "/" + id.server());
                }
            }
        }
        return open;
    }

    private static String metrics() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI page = URI.create(site.describe().api() + "/metrics");
            return client.send(HttpRequest.newBuilder(page).timeout(BOUND).build(), BodyHandlers.ofString())
                    .body();
        }
    }
}
