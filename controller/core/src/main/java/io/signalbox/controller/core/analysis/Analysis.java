package io.signalbox.controller.core.analysis;

import io.signalbox.controller.core.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds what is wrong. Each table of rows says of which part of the site it speaks. */
public final class Analysis {
    private static final Comparator<Problem> MOST_URGENT_FIRST =
            Comparator.comparing(Problem::kind).thenComparing(Problem::server);

    private Analysis() {}

    /** All problems, most urgent first, then by server. Asked for after every event: in loops, as most rows never match. */
    public static List<Problem> of(Topology t) {
        List<Problem> found = new ArrayList<>();
        find(OfTheSite.ROWS, t, t, "", found);
        t.primary().ifPresent(p -> {
            find(OfThePrimary.ROWS, t, p, p.name(), found);
            t.others().forEach(s -> find(OfServers.OTHERS, t, s, s.name(), found));
        });
        t.servers().forEach(s -> find(OfServers.ALL, t, s, s.name(), found));
        t.proxies().forEach(p -> find(OfProxies.ROWS, t, p, p.name(), found));
        found.sort(MOST_URGENT_FIRST);
        return List.copyOf(found);
    }

    private static <S> void find(List<Row<S>> rows, Topology t, S part, String name, List<Problem> found) {
        for (Row<S> row : rows) {
            if (row.matches(t, part)) {
                found.add(row.problem(t, part, name));
            }
        }
    }
}
