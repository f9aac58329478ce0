package io.signalbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.demo.WebConfig.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds without any database. */
class WebServerTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static WebServer server;

    @BeforeAll
    static void start() throws IOException {
        server = WebServer.start(config(0), "none");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void isHealthyAsAProcess() throws Exception {
        HttpResponse<String> health = get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"web\":\"web1\",\"status\":\"up\"}");
    }

    @Test
    void saysWhichReleaseItIsAndWhetherThatIsWell(@TempDir Path directory) throws Exception {
        Path release = Files.writeString(directory.resolve("release.properties"), "version=v2\n");
        try (WebServer deployed = WebServer.start(config(0, Optional.of(release)), "none")) {
            HttpResponse<String> health = get(deployed, "/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).isEqualTo("{\"web\":\"web1\",\"status\":\"up\",\"version\":\"v2\"}");
        }
        Files.writeString(release, "version=bad\nhealthy=false\n");
        try (WebServer broken = WebServer.start(config(0, Optional.of(release)), "none")) {
            assertThat(get(broken, "/health").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void saysWhichWebServerItIsAndAllowsNoForeignScript() throws Exception {
        HttpResponse<String> health = get("/health");
        assertThat(health.headers().firstValue("X-Web-Server")).contains("web1");
        assertThat(health.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'")
                .doesNotContain("unsafe");
    }

    @Test
    void exposesTheCanarysMetricsBeforeItsFirstWrite() throws Exception {
        assertThat(get("/metrics").body())
                .contains("signalbox_canary_writes_total{result=\"ok\",} 0.0")
                .contains("signalbox_canary_writes_total{result=\"failed\",} 0.0")
                .contains("signalbox_canary_latency_seconds_bucket", "signalbox_write_outage_seconds_count 0.0")
                .contains("process_resident_memory_bytes");
    }

    @Test
    void refusesWhatIsNoMessageBeforeAskingAnyDatabase() throws Exception {
        assertRefused(post("application/json", "{"), 400, "The body is not a JSON object.");
        assertRefused(post("application/json", "[1]"), 400, "The body is not a JSON object.");
        assertRefused(post("application/json", "{\"author\": 7, \"body\": \"x\"}"), 400, "author must be a string.");
        assertRefused(
                post("application/json", "{\"author\": \"A\", \"body\": \" \"}"),
                400,
                "body must have 1 to 500 characters.");
        assertRefused(
                post("application/x-www-form-urlencoded", "author=" + "x".repeat(61) + "&body=b"),
                400,
                "author must have 1 to 60 characters.");
        assertRefused(post("application/json", "x".repeat(17_000)), 413, "too large");
    }

    @Test
    void answersUnknownPathsAndMethodsWithAProblem() throws Exception {
        assertRefused(get("/nowhere"), 404, "not found");
        assertRefused(get("/messages"), 405, "wrong method");
    }

    @Test
    void refusesAPostFromAForeignPage() throws Exception {
        HttpRequest foreign = request("/messages")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        assertRefused(HTTP.send(foreign, BodyHandlers.ofString()), 403, "foreign page");
    }

    @Test
    void saysWhichAddressItCouldNotHave() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> WebServer.start(config(taken.getLocalPort()), "none"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    private static WebConfig config(int port) {
        return config(port, Optional.empty());
    }

    private static WebConfig config(int port, Optional<Path> release) {
        Address nowhere = new Address("127.0.0.1", 1);
        return new WebConfig(
                "web1",
                new Address("127.0.0.1", port),
                nowhere,
                nowhere,
                "app",
                Path.of("/none"),
                "demo",
                20,
                new TreeMap<>(),
                release);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String sentence) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"detail\":\"" + sentence);
    }

    private static HttpResponse<String> get(WebServer server, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(request(path).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String type, String body) throws Exception {
        return HTTP.send(
                request("/messages")
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    }
}
