package io.signalbox.agents.daemon.proxy;

import static io.signalbox.agents.daemon.proxy.ProxyBench.until;
import static io.signalbox.agents.daemon.proxy.Routes.hold;
import static io.signalbox.agents.daemon.proxy.Routes.open;
import static io.signalbox.agents.daemon.proxy.Routes.reader;
import static io.signalbox.agents.daemon.proxy.Routes.token;
import static io.signalbox.agents.daemon.proxy.Routes.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Order.ServerMode;
import io.signalbox.agents.protocol.Token;
import io.signalbox.haproxy.adoption.ForeignNames;
import io.signalbox.haproxy.adoption.ForeignNames.Backend;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.real.HandWritten;
import io.signalbox.haproxy.real.LoopbackNetwork;
import io.signalbox.haproxy.real.RealHaproxy;
import io.signalbox.haproxy.real.SqlClient;
import io.signalbox.haproxy.real.TalkingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy with a file that somebody wrote by hand, under other names. */
@Timeout(90)
class ForeignHaproxyIT {
    private static final int MYSQL = 3306;
    private static final ForeignNames NAMES = new ForeignNames(new TreeMap<>(Map.of(
            new Name("mysql_main_rw"), backend("pg_rw", Map.of("db1", "alpha", "db2", "beta", "hold", "parking")),
            new Name("mysql_main_ro"), backend("pg_ro", Map.of("db1", "alpha", "db2", "beta")),
            new Name("web"), backend("app", Map.of("web1", "App-1", "web2", "App-2")))));

    @TempDir
    Path dir;

    private LoopbackNetwork network;
    private TalkingServer db1;
    private TalkingServer db2;
    private RealHaproxy haproxy;
    private ProxyDriver driver;
    private String file;

    private static Backend backend(String name, Map<String, String> servers) {
        TreeMap<Name, Name> named = new TreeMap<>();
        servers.forEach((ours, theirs) -> named.put(new Name(ours), new Name(theirs)));
        return new Backend(new Name(name), named);
    }

    @BeforeEach
    void start() throws IOException {
        network = LoopbackNetwork.claim();
        db1 = new TalkingServer("db1", network.host(11), MYSQL);
        db2 = new TalkingServer("db2", network.host(12), MYSQL);
        file = HandWritten.file(network.prefix(), RealHaproxy.runtimeSocket(dir));
        haproxy = new RealHaproxy(dir, file);
        haproxy.start();
        driver = new ProxyDriver(
                new ProxySockets(RealHaproxy.runtimeSocket(dir), RealHaproxy.masterSocket(dir)),
                NAMES,
                new RememberingListener());
        driver.start();
    }

    @AfterEach
    void stop() throws IOException {
        driver.close();
        haproxy.close();
        db1.close();
        db2.close();
        network.close();
    }

    @Test
    void theRouteMovesServersAreDrainedAndDriftIsMendedAndTheFileStaysAsItIs() throws IOException {
        applied(token(1), open("db1"));
        assertThat(greeted()).isEqualTo("db1");

        applied(token(2), hold());
        CompletableFuture<SqlClient> waiting = SqlClient.connecting(network.host(1), HandWritten.WRITES);
        applied(token(3), open("db2", web(1, ServerMode.DRAIN), reader(1, ServerMode.READY, 7)));
        try (SqlClient client = waiting.join()) {
            assertThat(client.greeting()).isEqualTo("db2");
        }
        assertThat(column("pg_ro", "alpha", 7)).isEqualTo("7");
        assertThat(column("app", "App-1", 6)).isEqualTo("8");

        haproxy.say("set server pg_rw/alpha state ready");
        haproxy.say("set server pg_rw/beta state maint");
        until(() -> column("pg_rw", "alpha", 6).equals("5")
                || column("pg_rw", "alpha", 6).equals("1"));
        until(() -> greeted().equals("db2"));

        assertThat(Files.readString(haproxy.configuration())).isEqualTo(file);
    }

    @Test
    void afterAReloadTheRouteIsRestoredAndWhatIsNotOursIsLeftAlone() throws IOException {
        applied(token(1), open("db1", web(2, ServerMode.MAINT)));
        haproxy.reload();
        until(() ->
                driver.snapshot().reloads() == 1 && driver.snapshot().drift().isEmpty());
        until(() -> column("app", "App-2", 6).equals("1"));

        assertThat(greeted()).isEqualTo("db1");
        assertThat(column("web", "db1", 6)).isEqualTo("0");
        assertThat(driver.snapshot().servers())
                .extracting(server -> server.backend() + "/" + server.server())
                .contains("mysql_main_rw/db1", "web/web2", "not-ours:web/db1")
                .doesNotContain("pg_rw/alpha", "web/db1");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        RouteOutcome outcome = driver.apply(token(1), open("db3"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        RouteOutcome.Differs.class,
                        differs -> assertThat(differs.differences())
                                .containsExactly(
                                        "mysql_main_rw/db3 shall be open and is not in HAProxy's configuration"));
    }

    /** On a machine that is busy with other things a route may need longer than its bound. */
    private void applied(Token token, Order.Route route) {
        until(() -> driver.apply(token, route) instanceof RouteOutcome.Applied);
    }

    private String greeted() throws IOException {
        try (SqlClient client = SqlClient.connect(network.host(1), HandWritten.WRITES)) {
            return client.greeting();
        }
    }

    private String column(String backend, String server, int number) throws IOException {
        List<String[]> rows = haproxy.say("show servers state " + backend)
                .lines()
                .map(line -> line.split(" ", -1))
                .filter(cells -> cells.length > 7 && cells[3].equals(server))
                .toList();
        return rows.getFirst()[number];
    }
}
