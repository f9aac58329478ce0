package io.signalbox.grafana;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * {@code prometheus.yml} of one site. Targets are addresses ({@code host:port}) by the host's name, such as {@code db1}.
 *
 * @param alertmanagers whom to tell; may be empty
 * @param rules the file of alerts
 * @param scrapeInterval also the interval of evaluation; whole milliseconds
 */
public record PrometheusConfig(
        SortedMap<String, String> controllers,
        SortedMap<String, String> agents,
        SortedMap<String, String> haproxies,
        SortedMap<String, String> webs,
        SortedMap<String, String> alertmanagers,
        Path rules,
        Duration scrapeInterval) {
    private static final String TEMPLATE = "prometheus/prometheus.yml.template";

    /** The text of the file. */
    public String render() {
        String text = template();
        for (Map.Entry<String, String> value : values().entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
        }
        return text;
    }

    private Map<String, String> values() {
        return Map.of(
                "rules", quoted(rules.toString()),
                "scrapeInterval", scrapeInterval.toMillis() + "ms",
                "controllers", targets(controllers),
                "agents", targets(agents),
                "haproxies", targets(haproxies),
                "webs", targets(webs),
                "alertmanagers", targets(alertmanagers).indent(4).stripTrailing());
    }

    private static String targets(SortedMap<String, String> byHost) {
        return byHost.entrySet().stream()
                .map(target -> "      - targets: [" + quoted(target.getValue()) + "]\n        labels: {host: "
                        + quoted(target.getKey()) + "}")
                .collect(Collectors.joining("\n"));
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String template() {
        try (InputStream in = PrometheusConfig.class.getResourceAsStream(TEMPLATE)) {
            if (in == null) {
                throw new IllegalStateException(TEMPLATE + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
