package io.signalbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.demo.WebConfig.Address;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guest book with a real database behind a frontend that holds. */
class GuestbookIT {
    private static final Address DATABASE = new Address("127.0.207.11", 13306);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path dir;

    static RealMysqld mysqld;
    static HoldingFrontend frontend;
    static WebServer web1;
    static WebServer web2;

    @BeforeAll
    static void start() throws Exception {
        mysqld = RealMysqld.start(dir, DATABASE);
        frontend = new HoldingFrontend(DATABASE);
        web1 = WebServer.start(config("web1"), RealMysqld.PASSWORD);
        web2 = WebServer.start(config("web2"), RealMysqld.PASSWORD);
        await().atMost(SOON)
                .until(() ->
                        metric(web1, "signalbox_canary_elected ") + metric(web2, "signalbox_canary_elected ") == 1);
    }

    @AfterAll
    static void stop() throws Exception {
        web1.close();
        web2.close();
        frontend.close();
        mysqld.close();
    }

    @Test
    void storesAMessageAndShowsItWithItsDatabase() throws Exception {
        HttpResponse<String> posted =
                post("Ada", "'); DROP TABLE message; -- 🚂", "11111111-1111-1111-1111-111111111111");
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(201);
        assertThat(new JsonObject(posted.body()).getString("database")).isEqualTo("db1");
        JsonObject list = new JsonObject(get(web1, "/api/messages").body());
        assertThat(list.getString("database")).isEqualTo("db1");
        assertThat(list.getJsonArray("items").encode()).contains("'); DROP TABLE message; -- 🚂");
        assertThat(get(web1, "/").body()).contains("&#39;); DROP TABLE message; -- 🚂");
    }

    @Test
    void storesARepeatedRequestOnce() throws Exception {
        String key = "22222222-2222-2222-2222-222222222222";
        post("Bea", "once", key);
        post("Bea", "once", key);
        assertThat(get(web1, "/api/messages").body()).containsOnlyOnce(key);
    }

    @Test
    void aPostWaitsWhileTheWriterIsHeldAndThenSucceedsAndTheCanaryMeasuresThePause() throws Exception {
        double pausesBefore = pauses();
        post("Cid", "warm", "33333333-3333-3333-3333-333333333333");
        frontend.holdAndCut();
        CompletableFuture<HttpResponse<String>> waiting = HTTP.sendAsync(
                request("Dan", "through the failover", "44444444-4444-4444-4444-444444444444"),
                BodyHandlers.ofString());
        await().atMost(SOON).until(() -> get(web1, "/whoami").body().contains("\"database\":null"));
        assertThat(get(web1, "/health").statusCode()).isEqualTo(200);
        assertThat(waiting).isNotDone();
        long released = System.nanoTime();
        frontend.release();
        assertThat(waiting.get().statusCode()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - released)).isLessThan(Duration.ofSeconds(2));
        await().atMost(SOON).until(() -> pauses() > pausesBefore); // a busy machine may make one more
        await().atMost(SOON)
                .until(() -> get(web1, "/whoami").body().contains("lastPause")
                        || get(web2, "/whoami").body().contains("lastPause"));
    }

    private static WebConfig config(String server) {
        TreeMap<String, String> names = new TreeMap<>();
        names.put(DATABASE.host(), "db1");
        return new WebConfig(
                server,
                new Address("127.0.207.9", 0),
                frontend.address(),
                frontend.address(),
                RealMysqld.USER,
                Path.of("/none"),
                "demo",
                20,
                names,
                Optional.empty());
    }

    private static double pauses() throws Exception {
        return metric(web1, "signalbox_write_outage_seconds_count ")
                + metric(web2, "signalbox_write_outage_seconds_count ");
    }

    private static double metric(WebServer server, String name) throws Exception {
        return get(server, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    private static HttpResponse<String> get(WebServer server, String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.207.9:" + server.port() + path))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String author, String body, String key) throws Exception {
        return HTTP.send(request(author, body, key), BodyHandlers.ofString());
    }

    private static HttpRequest request(String author, String body, String key) {
        return HttpRequest.newBuilder(URI.create("http://127.0.207.9:" + web1.port() + "/messages"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(
                        new JsonObject().put("author", author).put("body", body).encode()))
                .build();
    }
}
