package io.signalbox.controller.daemon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.daemon.TestSite;
import io.signalbox.controller.daemon.config.ControllerConfig.Role;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamTest {
    @TempDir
    Path dir;

    private TestSite site;
    private ContractClient client;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws Exception {
        site = new TestSite(dir).start();
        client = new ContractClient(Vertx.vertx(), site.url());
        site.mind()
                .reacting(event -> event instanceof Event.Requested asked
                        ? List.of(new Effect.Tell(kind(asked), "it was asked for", new TreeMap<>(Map.of("fact", "x"))))
                        : List.of());
    }

    @AfterEach
    void end() {
        http.shutdownNow();
        client.close();
        site.close();
    }

    @Test
    void eachTellIsAnEventAndAFollowerResumesWhereItWas() {
        List<String> first = follow("");
        ask("pause");
        await().until(() -> !data(first).isEmpty());
        JsonObject event = data(first).getFirst();
        assertThat(event.getString("type")).isEqualTo("asked.pause");
        assertThat(event.getString("cluster")).isEqualTo("main");
        assertThat(event.getJsonObject("facts").getString("fact")).isEqualTo("x");
        assertThat(first).contains("id: " + event.getString("id"), "event: asked.pause");
        ask("resume");
        List<String> second = follow(event.getString("id"));
        await().until(() -> !data(second).isEmpty());
        assertThat(data(second).getFirst().getString("type")).isEqualTo("asked.resume");
    }

    @Test
    void whoCannotResumeIsToldOfTheGap() {
        ask("pause");
        List<String> lines = follow("anotherlife-7");
        await().until(() -> data(lines).size() >= 2);
        assertThat(data(lines).getFirst().getString("type")).isEqualTo("stream.gap");
        assertThat(data(lines).get(1).getString("type")).isEqualTo("asked.pause");
    }

    @Test
    void aStrangerFollowsNothing() {
        assertThat(client.get("/api/v1/events", null).status()).isEqualTo(401);
    }

    private void ask(String what) {
        assertThat(client.post("/api/v1/clusters/main/" + what, site.token(Role.OPERATOR), null)
                        .status())
                .isEqualTo(202);
    }

    private List<String> follow(String lastId) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(site.url() + "/api/v1/events"))
                .header("Authorization", "Bearer " + site.token(Role.VIEWER));
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread.ofVirtual().start(() -> read(request.build(), lines));
        await().until(() -> lines.contains(": follow"));
        return lines;
    }

    private void read(HttpRequest request, List<String> lines) {
        try {
            HttpResponse<Stream<String>> response = http.send(request, BodyHandlers.ofLines());
            response.body().forEach(lines::add);
        } catch (Exception e) {
            lines.add("ended: " + e);
        }
    }

    private static List<JsonObject> data(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("data: "))
                .map(line -> new JsonObject(line.substring("data: ".length())))
                .toList();
    }

    private static String kind(Event.Requested asked) {
        return asked.intent() instanceof Intent.Pause ? "asked.pause" : "asked.resume";
    }
}
