package io.signalbox.controller.core.analysis;

import io.signalbox.controller.core.topology.ProxySight;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds what is wrong. Each table of rows says of which part of the site it speaks. */
public final class Analysis {
    private Analysis() {}

    /** All problems, most urgent first, then by server. */
    public static List<Problem> of(Topology t) {
        List<ServerSight> primary = t.primary().stream().toList();
        List<ServerSight> others = primary.isEmpty() ? List.of() : t.others();
        return Stream.of(
                        found(OfTheSite.ROWS, t, List.of(t), whole -> ""),
                        found(OfThePrimary.ROWS, t, primary, ServerSight::name),
                        found(OfServers.OTHERS, t, others, ServerSight::name),
                        found(OfServers.ALL, t, t.servers(), ServerSight::name),
                        found(OfProxies.ROWS, t, t.proxies(), ProxySight::name))
                .flatMap(problems -> problems)
                .sorted(Comparator.comparing(Problem::kind).thenComparing(Problem::server))
                .toList();
    }

    private static <S> Stream<Problem> found(List<Row<S>> rows, Topology t, List<S> parts, Function<S, String> name) {
        return parts.stream()
                .flatMap(part -> rows.stream()
                        .filter(row -> row.matches(t, part))
                        .map(row -> row.problem(t, part, name.apply(part))));
    }
}
