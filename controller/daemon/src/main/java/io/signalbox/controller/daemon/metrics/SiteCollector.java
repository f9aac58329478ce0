package io.signalbox.controller.daemon.metrics;

import io.prometheus.client.Collector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Computes the table's sampled rows at each scrape. */
final class SiteCollector extends Collector {
    private static final String TOTAL = "_total";

    private final Supplier<List<Sight>> sights;

    SiteCollector(Supplier<List<Sight>> sights) {
        this.sights = sights;
    }

    @Override
    public List<MetricFamilySamples> collect() {
        List<Sight> now = sights.get();
        return MetricTable.rows().stream()
                .filter(row -> !row.sampler().equals(MetricRow.COUNTED))
                .map(row -> family(row, now))
                .toList();
    }

    private static MetricFamilySamples family(MetricRow row, List<Sight> sights) {
        List<MetricFamilySamples.Sample> samples = new ArrayList<>();
        for (Sight sight : sights) {
            row.sampler().apply(sight).forEach(sample -> samples.add(sample(row, sight.cluster(), sample)));
        }
        boolean counts = row.type() == MetricRow.Type.COUNTER;
        String family = counts ? row.name().substring(0, row.name().length() - TOTAL.length()) : row.name();
        return new MetricFamilySamples(
                family, counts ? Collector.Type.COUNTER : Collector.Type.GAUGE, row.help(), samples);
    }

    private static MetricFamilySamples.Sample sample(MetricRow row, String cluster, Sight.Sample sample) {
        List<String> values = new ArrayList<>(List.of(cluster));
        values.addAll(sample.labels());
        return new MetricFamilySamples.Sample(row.name(), row.labels(), values, sample.value());
    }
}
