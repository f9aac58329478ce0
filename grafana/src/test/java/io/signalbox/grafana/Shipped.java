package io.signalbox.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files of this module, as tests read them. */
public final class Shipped {
    static final Path RULES = Path.of("prometheus/signalbox.rules.yml");
    static final Path DASHBOARD = Path.of("dashboards/signalbox-overview.json");

    /** One alert of the rules file. */
    record Alert(String name, String expression, JsonNode rule) {}

    /** One query of a panel. */
    record Query(String panel, String expression) {}

    private Shipped() {}

    static JsonNode rules() {
        return read(new YAMLMapper(), RULES);
    }

    static JsonNode dashboard() {
        return read(new JsonMapper(), DASHBOARD);
    }

    static List<Alert> alerts() {
        return stream(rules().path("groups"))
                .flatMap(group -> stream(group.path("rules")))
                .map(rule ->
                        new Alert(rule.path("alert").asText(), rule.path("expr").asText(), rule))
                .toList();
    }

    static List<JsonNode> panels() {
        return stream(dashboard().path("panels"))
                .filter(panel -> !panel.path("type").asText().equals("row"))
                .toList();
    }

    static List<Query> queries() {
        return panels().stream()
                .flatMap(panel -> stream(panel.path("targets"))
                        .map(target -> new Query(
                                panel.path("title").asText(),
                                target.path("expr").asText())))
                .toList();
    }

    /** As Grafana would send it, for the cluster {@code main} and a step of a second. */
    static String filledIn(String expression) {
        return expression.replace("$cluster", "main").replace("$__rate_interval", "5s");
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode read(ObjectMapper mapper, Path file) {
        try {
            return mapper.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
