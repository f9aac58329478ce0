package io.signalbox.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Debian's Prometheus, scraping a site every second, with its data in a directory of the test. */
final class RunningPrometheus implements AutoCloseable {
    private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(10);
    private static final long END_SECONDS = 10;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final Process process;

    private RunningPrometheus(String address, Process process) {
        this.address = address;
        this.process = process;
    }

    static RunningPrometheus start(Path dir, Path config, String address) throws IOException {
        Process process = new ProcessBuilder(
                        Promtool.installed().prometheus().toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + dir.resolve("tsdb"),
                        "--storage.tsdb.retention.time=1h",
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("prometheus.log").toFile())
                .start();
        return new RunningPrometheus(address, process);
    }

    boolean ready() {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The result of an instant query. */
    JsonNode query(String expression) {
        try {
            String body = get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                    .body();
            JsonNode answer = JSON.readTree(body);
            if (!answer.path("status").asText().equals("success")) {
                throw new AssertionError(expression + ": " + body);
            }
            return answer.at("/data/result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names of the alerts that fire now. */
    Set<String> firing() {
        Set<String> names = new TreeSet<>();
        query("ALERTS{alertstate=\"firing\"}")
                .forEach(alert -> names.add(alert.at("/metric/alertname").asText()));
        return names;
    }

    private java.net.http.HttpResponse<String> get(String path) throws IOException {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + path))
                            .timeout(ANSWER_AT_MOST)
                            .build(),
                    BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    static String log(Path dir) {
        try {
            return Files.readString(dir.resolve("prometheus.log"));
        } catch (IOException e) {
            return "no log";
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
        http.shutdownNow();
    }
}
