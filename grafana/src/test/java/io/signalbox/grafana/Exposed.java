package io.signalbox.grafana;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.signalbox.agents.daemon.metrics.AgentMetrics;
import io.signalbox.controller.daemon.metrics.MetricRow;
import io.signalbox.controller.daemon.metrics.MetricTable;
import io.signalbox.demo.database.CanaryMetrics;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every series name that the programs of a site expose. */
final class Exposed {
    private static final String TYPE = "# TYPE ";
    private static final Path HAPROXY = Path.of("src/test/resources/haproxy-metrics.txt");

    private Exposed() {}

    static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>(Set.of("up", "ALERTS"));
        MetricTable.rows().forEach(row -> addSeries(names, row));
        addPage(names, new AgentMetrics("db1").page("").text());
        addPage(names, canaryPage());
        names.addAll(Files.readAllLines(HAPROXY));
        return names;
    }

    private static void addSeries(Set<String> names, MetricRow row) {
        add(names, row.name(), row.type() == MetricRow.Type.HISTOGRAM ? "histogram" : "");
    }

    private static void addPage(Set<String> names, String page) {
        page.lines()
                .filter(line -> line.startsWith(TYPE))
                .map(line -> line.substring(TYPE.length()).split(" "))
                .forEach(words -> add(names, words[0], words[1]));
    }

    private static void add(Set<String> names, String name, String type) {
        Stream.of(type.equals("histogram") ? new String[] {"_bucket", "_sum", "_count"} : new String[] {""})
                .forEach(suffix -> names.add(name + suffix));
    }

    private static String canaryPage() throws IOException {
        CollectorRegistry registry = new CollectorRegistry();
        CanaryMetrics registered = new CanaryMetrics(registry);
        StringWriter page = new StringWriter();
        TextFormat.write004(page, registry.metricFamilySamples());
        return registered + "\n" + page;
    }
}
