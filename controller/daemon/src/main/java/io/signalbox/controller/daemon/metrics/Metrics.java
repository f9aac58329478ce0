package io.signalbox.controller.daemon.metrics;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jvm.ThreadStatesGaugeSet;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Histogram;
import io.prometheus.client.dropwizard.DropwizardExports;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.BufferPoolsExports;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.signalbox.controller.core.view.ClusterView.Receipt;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** All metrics of the process on one page: the table's, Vert.x's and the JVM's. */
public final class Metrics {
    private static final double[] PHASE_SECONDS = {
        0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2, 5, 10, 30
    };
    private static final double[] STORE_SECONDS = {0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.2, 1};
    private static final double[] WAIT_SECONDS = {0.001, 0.005, 0.025, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1, 5, 30};
    private static final Set<String> UNDER_WAY = Set.of("", "running", "open");
    private static final int REMEMBERED_RECEIPTS = 1000;

    private final CollectorRegistry registry = new CollectorRegistry(true);
    private final Counter failovers = counter(MetricTable.FAILOVERS);
    private final Counter events = counter(MetricTable.EVENTS);
    private final Counter recorded = counter(MetricTable.RECORDED);
    private final Counter recordingMissed = counter(MetricTable.RECORDING_MISSED);
    private final Counter waits = counter(MetricTable.WAITS);
    private final Histogram waitTime = histogram(MetricTable.WAIT_TIME, WAIT_SECONDS);
    private final Counter authFailures = counter(MetricTable.AUTH_FAILURES);
    private final Histogram phases = histogram(MetricTable.PHASES, PHASE_SECONDS);
    private final Histogram storeWrites = histogram(MetricTable.STORE_WRITES, STORE_SECONDS);
    private final Set<String> counted = ConcurrentHashMap.newKeySet();

    /**
     * @param internals what Vert.x and others count in Dropwizard's registry
     * @param sights asked at each scrape
     */
    public Metrics(MetricRegistry internals, Supplier<List<Sight>> sights) {
        internals.register("jvm.threads", new ThreadStatesGaugeSet());
        List.<Collector>of(
                        failovers,
                        events,
                        recorded,
                        recordingMissed,
                        waits,
                        waitTime,
                        authFailures,
                        phases,
                        storeWrites,
                        new SiteCollector(sights),
                        new DropwizardExports(internals, new DropwizardNames()),
                        new StandardExports(),
                        new MemoryPoolsExports(),
                        new BufferPoolsExports(),
                        new GarbageCollectorExports())
                .forEach(registry::register);
    }

    private static Counter counter(MetricRow row) {
        return Counter.build(row.name(), row.help())
                .labelNames(row.labels().toArray(String[]::new))
                .create();
    }

    private static Histogram histogram(MetricRow row, double[] buckets) {
        return Histogram.build(row.name(), row.help())
                .labelNames(row.labels().toArray(String[]::new))
                .buckets(buckets)
                .create();
    }

    public void event(String cluster, String type) {
        events.labels(cluster, type).inc();
    }

    public void recorded(String cluster, long bytes) {
        recorded.labels(cluster).inc((double) bytes);
    }

    public void recordingMissed(String cluster, long missed) {
        recordingMissed.labels(cluster).inc((double) missed);
    }

    /** @param result {@code done}, {@code timeout} or {@code refused}; only the first has a time */
    public void waited(String cluster, String result, Duration time) {
        waits.labels(cluster, result).inc();
        if (result.equals("done")) {
            waitTime.labels(cluster).observe(time.toNanos() / 1e9);
        }
    }

    public void authFailure(String route) {
        authFailures.labels(route).inc();
    }

    public void stored(String cluster, Duration took) {
        storeWrites.labels(cluster).observe(took.toNanos() / 1e9);
    }

    /** Counts each receipt once, when it has a result. */
    public void receipt(String cluster, Receipt receipt) {
        if (UNDER_WAY.contains(receipt.result()) || !counted.add(cluster + "/" + receipt.id())) {
            return;
        }
        if (counted.size() > REMEMBERED_RECEIPTS) {
            counted.clear();
            counted.add(cluster + "/" + receipt.id());
        }
        failovers.labels(cluster, receipt.kind(), word(receipt.result())).inc();
        receipt.phases()
                .forEach((phase, millis) -> phases.labels(cluster, phase).observe(millis / 1000));
    }

    /** A result may go on with a sentence after a colon; a label must not. */
    private static String word(String result) {
        return result.split(":", 2)[0].strip();
    }

    /** Makes the cluster's series exist before anything is counted. */
    public void begin(String cluster) {
        storeWrites.labels(cluster);
        recorded.labels(cluster);
        recordingMissed.labels(cluster);
        waitTime.labels(cluster);
        List.of("done", "timeout", "refused").forEach(result -> waits.labels(cluster, result));
        events.labels(cluster, "controller.started").inc();
    }

    /** The content type for what a scraper accepts. */
    public static String contentType(String accept) {
        return TextFormat.chooseContentType(accept);
    }

    public String page(String contentType) {
        StringWriter page = new StringWriter();
        try {
            TextFormat.writeFormat(contentType, page, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return page.toString();
    }
}
