package io.signalbox.agents.daemon.metrics;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.dropwizard.DropwizardExports;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.BufferPoolsExports;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import io.prometheus.client.hotspot.VersionInfoExports;
import io.signalbox.agents.protocol.Frontage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;

/** Every metric of an agent, by name. */
public final class AgentMetrics {
    private static final double NANOS_PER_SECOND = 1e9;
    /** From a look at {@code SELECT 1} to a probe that ran into its bound. */
    private static final double[] PROBE_SECONDS = {.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5};
    /** From reading sets to a start of mysqld with its recovery. */
    private static final double[] COMMAND_SECONDS = {
        .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60
    };

    private static final double[] HAPROXY_SECONDS = {
        .0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5
    };

    private final CollectorRegistry registry = new CollectorRegistry();
    /** The agent's insides, which only its developers look at. */
    private final MetricRegistry insides = new MetricRegistry();

    private final Meter events = insides.meter("signalbox_agent_events");
    private final Meter reports = insides.meter("signalbox_agent_reports");

    private final Histogram probes = Histogram.build(
                    "signalbox_agent_probe_duration_seconds", "Probes that were answered.")
            .labelNames("kind")
            .buckets(PROBE_SECONDS)
            .register(registry);
    private final Counter probeFailures = Counter.build(
                    "signalbox_agent_probe_failures_total", "Probes that were not answered as they should be.")
            .labelNames("kind", "reason")
            .register(registry);
    private final Counter deaths = Counter.build(
                    "signalbox_agent_process_death_total", "Ends of mysqld that nobody had ordered.")
            .register(registry);
    private final Gauge running = Gauge.build("signalbox_agent_mysqld_running", "1 while mysqld's process runs.")
            .register(registry);
    private final Histogram commands = Histogram.build(
                    "signalbox_agent_command_seconds", "From an order to its answer.")
            .labelNames("order", "result")
            .buckets(COMMAND_SECONDS)
            .register(registry);
    private final Histogram haproxy = Histogram.build(
                    "signalbox_agent_haproxy_command_seconds", "Commands that HAProxy answered.")
            .labelNames("command")
            .buckets(HAPROXY_SECONDS)
            .register(registry);
    private final Counter haproxyErrors = Counter.build(
                    "signalbox_agent_haproxy_command_errors_total",
                    "Commands that HAProxy did not answer as it should.")
            .labelNames("command", "reason")
            .register(registry);
    private final Counter authFailures = Counter.build(
                    "signalbox_agent_auth_failures_total", "Requests and links without the right proof.")
            .labelNames("route")
            .register(registry);
    private final Gauge links =
            Gauge.build("signalbox_agent_links", "Controllers that are linked.").register(registry);

    private final Gauge readerShare = Gauge.build(
                    "signalbox_agent_reader_weight_ratio", "Of its whole weight, what a replica is read from now.")
            .labelNames("server")
            .register(registry);
    private final Gauge readerLag = Gauge.build(
                    "signalbox_agent_reader_lag_seconds", "How far a replica lags, as its agent told this one.")
            .labelNames("server")
            .register(registry);
    private final Gauge readerFresh = Gauge.build(
                    "signalbox_agent_reader_fresh", "1 while a server may be read from by who must not read old data.")
            .labelNames("server")
            .register(registry);
    private final Counter readerChanges = Counter.build(
                    "signalbox_agent_reader_weight_changes_total", "Changes of a replica's weight by its lag.")
            .labelNames("server")
            .register(registry);

    private final Gauge webShare = Gauge.build(
                    "signalbox_agent_web_weight_ratio", "Of its whole weight, what a web server has now by its load.")
            .labelNames("server")
            .register(registry);
    private final Gauge webLoad = Gauge.build(
                    "signalbox_agent_web_load_ratio",
                    "How busy a web server's host is, as its agent told this one, smoothed.")
            .labelNames("server")
            .register(registry);
    private final Counter webChanges = Counter.build(
                    "signalbox_agent_web_weight_changes_total", "Changes of a web server's weight by its load.")
            .labelNames("server")
            .register(registry);

    private final Gauge alone = Gauge.build(
                    "signalbox_agent_isolated", "1 while neither a controller nor an acker is there for this primary.")
            .register(registry);
    private final Counter leftService = Counter.build(
                    "signalbox_agent_isolations_total", "How often an isolated primary was taken out of service.")
            .register(registry);
    private final Counter endsCutShort = Counter.build(
                    "signalbox_agent_ends_cut_short_total",
                    "How often the primary's mysqld was killed because somebody else had told it to end.")
            .register(registry);
    private final Gauge kernelFence = Gauge.build(
                    "signalbox_agent_kernel_fence", "1 where the kernel can turn the clients of mysqld away.")
            .register(registry);
    private final Counter fenceFailures = Counter.build(
                    "signalbox_agent_fence_failures_total", "Clients that could not be turned away, by method.")
            .labelNames("method")
            .register(registry);

    private final Gauge certificateEnd = Gauge.build(
                    "signalbox_agent_certificate_not_after_timestamp_seconds",
                    "When the certificate expires that HAProxy shows.")
            .labelNames("certificate")
            .register(registry);
    private final Gauge certificateFiled = Gauge.build(
                    "signalbox_agent_certificate_in_force",
                    "1 while HAProxy shows the certificate that is in the file.")
            .labelNames("certificate")
            .register(registry);
    private final Gauge clientLimit = Gauge.build(
                    "signalbox_agent_client_limit",
                    "What one client address may do: requests in ten seconds, connections at the same time.")
            .labelNames("limit")
            .register(registry);

    public AgentMetrics(String server) {
        Gauge.build("signalbox_agent_info", "The agent, always 1.")
                .labelNames("server", "version")
                .register(registry)
                .labels(server, version())
                .set(1);
        registry.register(new DropwizardExports(insides));
        registry.register(new StandardExports());
        registry.register(new MemoryPoolsExports());
        registry.register(new BufferPoolsExports());
        registry.register(new GarbageCollectorExports());
        registry.register(new ThreadExports());
        registry.register(new VersionInfoExports());
    }

    public void probed(String kind, Duration took) {
        probes.labels(kind).observe(seconds(took));
    }

    public void probeFailed(String kind, String reason) {
        probeFailures.labels(kind, reason).inc();
    }

    public void mysqldDied() {
        deaths.inc();
    }

    public void mysqldRuns(boolean now) {
        running.set(now ? 1 : 0);
    }

    /** @param result done, refused or failed */
    public void commanded(String order, String result, Duration took) {
        commands.labels(order, result).observe(seconds(took));
    }

    public void haproxyAnswered(String command, Duration took) {
        haproxy.labels(command).observe(seconds(took));
    }

    public void haproxyFailed(String command, String reason) {
        haproxyErrors.labels(command, reason).inc();
    }

    public void denied(String route) {
        authFailures.labels(route).inc();
    }

    public void linked(int now) {
        links.set(now);
    }

    /** @param hundredths of its whole weight */
    public void reader(String server, int hundredths, boolean fresh) {
        readerShare.labels(server).set(hundredths / 100.0);
        readerFresh.labels(server).set(fresh ? 1 : 0);
    }

    public void readerLags(String server, Duration lag) {
        readerLag.labels(server).set(seconds(lag));
    }

    /** Nobody knows its lag now. */
    public void readerLagIsUnknown(String server) {
        readerLag.remove(server);
    }

    public void readerChanged(String server) {
        readerChanges.labels(server).inc();
    }

    /** @param hundredths of its whole weight */
    public void web(String server, int hundredths) {
        webShare.labels(server).set(hundredths / 100.0);
    }

    public void webLoad(String server, double percent) {
        webLoad.labels(server).set(percent / 100);
    }

    /** Nobody knows its load now. */
    public void webLoadIsUnknown(String server) {
        webLoad.remove(server);
    }

    public void webChanged(String server) {
        webChanges.labels(server).inc();
    }

    public void alone(boolean now) {
        alone.set(now ? 1 : 0);
    }

    public void leftService() {
        leftService.inc();
    }

    public void endCutShort() {
        endsCutShort.inc();
    }

    public void kernelFence(boolean able) {
        kernelFence.set(able ? 1 : 0);
    }

    /** @param method kernel or offline */
    public void fenceFailed(String method) {
        fenceFailures.labels(method).inc();
    }

    public void fronts(Frontage now) {
        for (Frontage.Certificate each : now.certificates()) {
            certificateEnd.labels(each.name()).set((double) each.notAfter().getEpochSecond());
            certificateFiled.labels(each.name()).set(each.inForce() ? 1 : 0);
        }
        now.limits().ifPresent(limits -> {
            clientLimit.labels("requests").set((double) limits.requests());
            clientLimit.labels("connections").set((double) limits.connections());
        });
    }

    /** An event came to the mind. */
    public void happened() {
        events.mark();
    }

    /** A report went out to those who are linked. */
    public void reported() {
        reports.mark();
    }

    /** The page, in the format that the reader accepts best. */
    public Page page(String accept) {
        String type = TextFormat.chooseContentType(accept);
        StringWriter text = new StringWriter();
        try {
            TextFormat.writeFormat(type, text, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be written to", e);
        }
        return new Page(type, text.toString());
    }

    /** What an exporter answers. */
    public record Page(String type, String text) {}

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS_PER_SECOND;
    }

    private static String version() {
        String version = AgentMetrics.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
