package io.signalbox.demo.database;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import java.time.Duration;

/** What the canary saw. Only the web server that holds the canary's lock counts. */
public final class CanaryMetrics {
    private static final double NANOS = 1e9;

    private final Counter writes;
    private final Histogram latency;
    private final Histogram outage;
    private final Gauge elected;

    public CanaryMetrics(CollectorRegistry registry) {
        writes = Counter.build("signalbox_canary_writes_total", "Writes of the canary through HAProxy.")
                .labelNames("result")
                .register(registry);
        writes.labels("ok");
        writes.labels("failed");
        latency = Histogram.build("signalbox_canary_latency_seconds", "From a canary's write to its acknowledgement.")
                .buckets(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10)
                .register(registry);
        outage = Histogram.build(
                        "signalbox_write_outage_seconds",
                        "Pauses of writes as a client sees them: last acknowledgement before to first one after.")
                .buckets(.05, .1, .15, .2, .3, .4, .6, .8, 1, 2, 5, 10, 30)
                .register(registry);
        elected = Gauge.build("signalbox_canary_elected", "1 on the web server that writes for all.")
                .register(registry);
    }

    void written(Duration took) {
        writes.labels("ok").inc();
        latency.observe(took.toNanos() / NANOS);
    }

    void failed() {
        writes.labels("failed").inc();
    }

    void paused(Duration gap) {
        outage.observe(gap.toNanos() / NANOS);
    }

    void elected(boolean yes) {
        elected.set(yes ? 1 : 0);
    }
}
