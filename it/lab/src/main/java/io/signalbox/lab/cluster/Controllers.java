package io.signalbox.lab.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalbox.site.SiteOutline;
import io.signalbox.site.layout.Names;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The controllers of a site, each asked for itself. Whoever does not answer in time is an empty answer. */
public final class Controllers implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofMillis(500);
    private static final JsonMapper MAPPER = new JsonMapper();

    private final List<SiteOutline.Controller> all;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    public Controllers(SiteOutline site) {
        this.all = site.controllers();
        this.token = token(Path.of(site.tokenFile()));
    }

    private static String token(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of each, as its supervisor names it. */
    public List<String> processes() {
        return all.stream().map(Controllers::process).toList();
    }

    private static String process(SiteOutline.Controller controller) {
        return Names.process(controller.name().equals("c1") ? Names.BALANCER : controller.name(), Names.CONTROLLER);
    }

    /** The process of the one that is in office. */
    public Optional<String> leader() {
        return all.stream().filter(this::leads).findFirst().map(Controllers::process);
    }

    /** Whether a controller is in office for its cluster; false if it does not answer. */
    public boolean leads(String process) {
        return all.stream().filter(c -> process(c).equals(process)).anyMatch(this::leads);
    }

    private boolean leads(SiteOutline.Controller controller) {
        return get(controller, "/api/v1/clusters/" + Names.CLUSTER)
                .filter(view -> view.path("leading").asBoolean())
                .isPresent();
    }

    /** Whether every one of them leads, or knows whom it follows. */
    public boolean allReady() {
        return all.stream().allMatch(c -> get(c, "/health/ready").isPresent());
    }

    private Optional<JsonNode> get(SiteOutline.Controller controller, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(controller.api() + path))
                .header("Authorization", "Bearer " + token)
                .timeout(ANSWER)
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(MAPPER.readTree(response.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
