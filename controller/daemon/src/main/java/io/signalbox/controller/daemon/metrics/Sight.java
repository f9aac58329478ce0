package io.signalbox.controller.daemon.metrics;

import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.core.view.ClusterView.ServerView;
import io.signalbox.mysql.doctor.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * One cluster at the moment of a scrape: the kernel's picture, the last report of each linked agent, and what the doctor
 * finds.
 *
 * @param web of the cluster that routes the web tier
 */
public record Sight(ClusterView view, Map<String, Report> reports, List<Finding> findings, List<WebSight> web) {

    String cluster() {
        return view.record().cluster();
    }

    Stream<ServerView> servers() {
        return view.servers().stream();
    }

    /** One sample for each server whose mysqld has spoken. */
    Stream<Sample> mysqls(BiFunction<ServerView, Report.Mysql, Stream<Sample>> samples) {
        return servers().flatMap(server -> mysql(server.name()).stream().flatMap(m -> samples.apply(server, m)));
    }

    Optional<Report.Mysql> mysql(String server) {
        return report(server).flatMap(Report::mysql);
    }

    Optional<Report> report(String server) {
        return Optional.ofNullable(reports.get(server));
    }

    /**
     * How many transactions {@code mysql} has that the primary lacks. What the primary itself numbered is left out: its
     * last report may be a moment older than the replica's.
     */
    long errant(Report.Mysql mysql) {
        return mysql(view.record().primary())
                .map(primary ->
                        mysql
                                .executed()
                                .minus(primary.executed().union(primary.received()))
                                .members()
                                .entrySet()
                                .stream()
                                .filter(member -> !member.getKey().startsWith(primary.uuid()))
                                .flatMap(member -> member.getValue().stream())
                                .mapToLong(interval -> interval.last() - interval.first() + 1)
                                .sum())
                .orElse(0L);
    }

    /** One number; label values in the order of the row, the cluster first. */
    record Sample(List<String> labels, double value) {
        static Sample of(double value, String... labels) {
            return new Sample(List.of(labels), value);
        }

        static Sample of(boolean value, String... labels) {
            return of(value ? 1 : 0, labels);
        }
    }
}
