package io.signalbox.agents.daemon.proxy;

import static io.signalbox.agents.daemon.proxy.ProxyBench.until;
import static io.signalbox.agents.daemon.proxy.Routes.hold;
import static io.signalbox.agents.daemon.proxy.Routes.token;
import static io.signalbox.agents.daemon.proxy.Routes.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Order.ServerMode;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Browsers that a cookie keeps on one web server, while that is taken out and put back. */
@Timeout(90)
class CookieIT {
    private static final int REQUESTS = 20;
    private static final int PORT = 8080;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private ProxyBench bench;
    private ProxyDriver driver;

    /** What a browser gets: who answered, and the cookie that it is to send from now on. */
    private record Page(int status, String server, Optional<String> cookie) {}

    @BeforeEach
    void start() throws Exception {
        bench = new ProxyBench(Optional.of("SB"));
        serve("web1", bench.host(11));
        serve("web2", bench.host(12));
        bench.haproxy.start();
        driver = bench.driver();
        driver.apply(token(1), hold(web(1, ServerMode.READY), web(2, ServerMode.READY)));
        until(() -> bench.statusOf("web", "web1").equals("UP")
                && bench.statusOf("web", "web2").equals("UP"));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        bench.close();
    }

    private void serve(String name, String host) throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(
                        request -> request.response().putHeader("Server", name).end());
        server.listen(PORT, host).await(10, TimeUnit.SECONDS);
    }

    @Test
    void aDrainLeavesThemWhereTheyAreAndMaintenanceMovesThemWithoutAFailure() throws Exception {
        Page first = get("");
        assertThat(first.status()).as("%s", first).isEqualTo(200);
        String cookie = first.cookie().orElseThrow();
        int drained = first.server().equals("web1") ? 1 : 2;
        String other = drained == 1 ? "web2" : "web1";

        driver.apply(token(2), hold(web(drained, ServerMode.DRAIN), web(3 - drained, ServerMode.READY)));
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(get(cookie)).isEqualTo(new Page(200, first.server(), Optional.empty()));
            assertThat(get("").server()).as("a new browser").isEqualTo(other);
        }

        driver.apply(token(3), hold(web(drained, ServerMode.MAINT), web(3 - drained, ServerMode.READY)));
        Page moved = get(cookie);
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.server()).isEqualTo(other);
        assertThat(moved.cookie()).contains("SB=" + other);
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(get(cookie).status()).isEqualTo(200);
        }

        driver.apply(token(4), hold(web(drained, ServerMode.READY), web(3 - drained, ServerMode.READY)));
        assertThat(get("SB=" + other).server())
                .as("it stays where it was moved to")
                .isEqualTo(other);
        assertThat(get(cookie).server())
                .as("one that kept the old cookie goes back")
                .isEqualTo(first.server());
    }

    private Page get(String cookie) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + bench.host(1) + ":" + PORT + "/"));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        HttpResponse<Void> response = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
        return new Page(
                response.statusCode(),
                response.headers().firstValue("Server").orElse("nobody"),
                response.headers().firstValue("Set-Cookie").map(set -> set.split(";", 2)[0]));
    }
}
