package io.signalbox.controller.daemon.metrics;

import io.signalbox.controller.daemon.metrics.Sight.Sample;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One metric of this controller.
 *
 * @param labels the first is always {@code cluster} for a metric of a cluster
 * @param source where its value comes from, for the documentation
 */
public record MetricRow(String name, Type type, String help, List<String> labels, String source, Sampler sampler) {

    /** Prometheus' words. */
    public enum Type {
        GAUGE,
        COUNTER,
        HISTOGRAM
    }

    /** Gives the samples of one cluster, without the label {@code cluster}. Absent for counted and timed metrics. */
    interface Sampler extends Function<Sight, Stream<Sample>> {}

    static final Sampler COUNTED = sight -> Stream.of();
}
