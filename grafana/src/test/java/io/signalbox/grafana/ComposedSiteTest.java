package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Prometheus's files for docker-compose.yml, whose services have these names. */
class ComposedSiteTest {
    private static final Path FULL = Path.of("prometheus/prometheus.compose.yml");
    private static final Path HA = Path.of("prometheus/prometheus.ha.yml");

    @Test
    void isWhatTheTemplateGives() throws IOException {
        assertThat(Files.readString(FULL))
                .isEqualTo(rendered(Map.of("lb1", "controller:8090"), agents(), Map.of("lb1", "lb1:8404")));
    }

    @Test
    void theProfileHaIsWatchedWithAllThatItHasBeside() throws IOException {
        SortedMap<String, String> agents = agents();
        agents.put("lb2", "lb2.database:8091");
        assertThat(Files.readString(HA))
                .isEqualTo(rendered(
                        Map.of("lb1", "controller:8090", "c2", "controller2:8090", "c3", "controller3:8090"),
                        agents,
                        Map.of("lb1", "lb1:8404", "lb2", "lb2:8404")));
    }

    /** HAProxy's host has a foot in every network; its agent listens in the one of the databases. */
    private static SortedMap<String, String> agents() {
        return new TreeMap<>(
                Map.of("lb1", "lb1.database:8091", "db1", "db1:8091", "db2", "db2:8091", "db3", "db3:8091"));
    }

    private static String rendered(
            Map<String, String> controllers, SortedMap<String, String> agents, Map<String, String> haproxies) {
        return new PrometheusConfig(
                        new TreeMap<>(controllers),
                        agents,
                        new TreeMap<>(haproxies),
                        new TreeMap<>(Map.of("db1", "web1:8080", "db2", "web2:8080")),
                        new TreeMap<>(Map.of("watch", "127.0.0.1:9093")),
                        Path.of("/etc/signalbox/signalbox.rules.yml"),
                        Duration.ofSeconds(1))
                .render();
    }
}
