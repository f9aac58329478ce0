package io.signalbox.controller.daemon.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.dropwizard.samplebuilder.SampleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns Dropwizard's dotted names into names with labels: an HTTP server's address, which has dots itself, becomes the
 * label {@code address} of {@code vertx_http_server_*}.
 */
final class DropwizardNames implements SampleBuilder {
    private static final Pattern HTTP_SERVER =
            Pattern.compile("vertx\\.http\\.servers\\.(.+:\\d+)\\.([a-zA-Z0-9._-]+)");

    @Override
    public Sample createSample(
            String dropwizardName, String suffix, List<String> labels, List<String> values, double value) {
        List<String> allLabels = new ArrayList<>(labels);
        List<String> allValues = new ArrayList<>(values);
        String name = dropwizardName;
        Matcher server = HTTP_SERVER.matcher(dropwizardName);
        if (server.matches()) {
            name = "vertx_http_server_" + server.group(2);
            allLabels.add("address");
            allValues.add(server.group(1));
        }
        return new Sample(
                Collector.sanitizeMetricName(name + (suffix == null ? "" : suffix)), allLabels, allValues, value);
    }
}
