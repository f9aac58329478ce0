package io.signalbox.controller.core.analysis;

import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.analysis.Evidence.Says;
import io.signalbox.controller.core.topology.ProxySight;
import io.signalbox.controller.core.topology.Topology;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** What can be wrong with an HAProxy. */
final class OfProxies {
    static final List<Row<ProxySight>> ROWS = List.of(
            row(ProblemKind.PROXY_AGENT_LOST, (t, p) -> p.proxy().isEmpty(), p -> ""),
            row(
                    ProblemKind.PROXY_DOWN,
                    (t, p) -> p.proxy().filter(x -> !x.alive()).isPresent(),
                    p -> p.proxy().map(Report.Proxy::error).orElse("")),
            row(
                    ProblemKind.PROXY_DRIFTED,
                    (t, p) -> p.proxy().filter(x -> !x.drift().isEmpty()).isPresent(),
                    p -> p.proxy().map(x -> String.join("; ", x.drift())).orElse("")));

    private OfProxies() {}

    private static Row<ProxySight> row(
            ProblemKind kind, BiPredicate<Topology, ProxySight> matches, Function<ProxySight, String> value) {
        return new Row<>(
                kind,
                matches,
                (t, p) -> List.of(new Evidence(p.name(), Says.NOTHING, "its agent", value.apply(p), p.age())));
    }
}
