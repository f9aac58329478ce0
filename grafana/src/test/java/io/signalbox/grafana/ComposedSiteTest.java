package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@code prometheus.compose.yml} is in the image of docker-compose.yml, whose services have these names. */
class ComposedSiteTest {
    private static final Path SHIPPED = Path.of("prometheus/prometheus.compose.yml");

    @Test
    void isWhatTheTemplateGives() throws IOException {
        assertThat(Files.readString(SHIPPED)).isEqualTo(composed().render());
    }

    private static PrometheusConfig composed() {
        return new PrometheusConfig(
                new TreeMap<>(Map.of("lb1", "controller:8090")),
                new TreeMap<>(
                        // HAProxy's host has a foot in every network; its agent listens in the one of the databases.
                        Map.of("lb1", "lb1.database:8091", "db1", "db1:8091", "db2", "db2:8091", "db3", "db3:8091")),
                new TreeMap<>(Map.of("lb1", "lb1:8404")),
                new TreeMap<>(Map.of("db1", "web1:8080", "db2", "web2:8080")),
                new TreeMap<>(Map.of("watch", "127.0.0.1:9093")),
                Path.of("/etc/signalbox/signalbox.rules.yml"),
                Duration.ofSeconds(1));
    }
}
