package io.signalbox.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrometheusConfigTest {
    @Test
    void namesEveryTargetByItsHost() {
        String text = local().render();
        assertThat(text)
                .contains("scrape_interval: 1000ms", "  - \"/site/rules.yml\"")
                .contains("  - job_name: signalbox-agent\n"
                        + "    static_configs:\n"
                        + "      - targets: [\"127.0.1.11:8091\"]\n"
                        + "        labels: {host: \"db1\"}\n"
                        + "      - targets: [\"127.0.1.1:8091\"]\n"
                        + "        labels: {host: \"lb1\"}\n")
                .doesNotContain("${");
    }

    static PrometheusConfig local() {
        return new PrometheusConfig(
                new TreeMap<>(Map.of("lb1", "127.0.1.1:8090")),
                new TreeMap<>(Map.of("lb1", "127.0.1.1:8091", "db1", "127.0.1.11:8091")),
                new TreeMap<>(Map.of("lb1", "127.0.1.1:8404")),
                new TreeMap<>(Map.of("db1", "127.0.1.11:8080")),
                new TreeMap<>(),
                Path.of("/site/rules.yml"),
                Duration.ofSeconds(1));
    }
}
