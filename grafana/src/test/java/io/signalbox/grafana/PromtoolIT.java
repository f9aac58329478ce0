package io.signalbox.grafana;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus' own opinion of our files. */
class PromtoolIT {
    private final Promtool promtool = Promtool.installed();

    @TempDir
    Path dir;

    @Test
    void acceptsTheRules() throws Exception {
        promtool.succeeds(Path.of("."), "check", "rules", Shipped.RULES.toString());
    }

    @Test
    void everyAlertFiresAndClearsOnSyntheticSeries() throws Exception {
        promtool.succeeds(Path.of("src/test/promtool"), "test", "rules", "seconds_test.yml", "hours_test.yml");
    }

    @Test
    void acceptsTheConfigurationOfASite() throws Exception {
        Path rules = Files.copy(Shipped.RULES, dir.resolve("rules.yml"));
        PrometheusConfig local = PrometheusConfigTest.local();
        PrometheusConfig config = new PrometheusConfig(
                local.controllers(),
                local.agents(),
                local.haproxies(),
                local.webs(),
                local.alertmanagers(),
                rules,
                local.scrapeInterval());
        Path file = Files.writeString(dir.resolve("prometheus.yml"), config.render());
        promtool.succeeds(dir, "check", "config", file.toString());
    }

    @Test
    void understandsEveryQueryOfTheDashboard() throws Exception {
        List<Shipped.Query> queries = Shipped.queries();
        String rules = IntStream.range(0, queries.size())
                .mapToObj(i -> "      - record: panel:query:" + i + "\n        expr: '"
                        + Shipped.filledIn(queries.get(i).expression()).replace("'", "''") + "'\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(dir.resolve("panels.yml"), "groups:\n  - name: panels\n    rules:\n" + rules);
        promtool.succeeds(dir, "check", "rules", file.toString());
    }
}
