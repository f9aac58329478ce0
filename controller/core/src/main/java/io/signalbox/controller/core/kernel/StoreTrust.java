package io.signalbox.controller.core.kernel;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Token;
import io.signalbox.controller.core.analysis.Evidence;
import io.signalbox.controller.core.analysis.Problem;
import io.signalbox.controller.core.analysis.ProblemKind;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the store can be believed. Everything that an agent was told, promised or obeyed was durable in the store
 * before; so a store that knows less than an agent was put back to an older state, or belongs to another leader. What
 * one agent contradicts stays in doubt until that agent says otherwise, or an operator adopts.
 */
final class StoreTrust {
    /** What contradicts the store: one agent's report, and why. */
    private record Contradiction(Report report, String sentence) {}

    private final SortedMap<String, Contradiction> contradictions = new TreeMap<>();
    private long term;
    private long foundRev;
    private long foundEpoch;

    /** A leader takes office with what it found, or adopted. */
    void begin(long newTerm, ClusterRecord found) {
        term = newTerm;
        foundRev = found.edition();
        foundEpoch = found.epoch();
        contradictions.clear();
    }

    /** Who does not lead compares nothing. */
    void rest() {
        term = 0;
        contradictions.clear();
    }

    /**
     * Holds a report against the store; true if it is doubted from now on.
     *
     * @param issued the highest token that this leader sent to that agent
     */
    boolean look(Report report, ClusterRecord now, Token issued) {
        boolean before = doubted();
        Optional<String> sentence = contradicts(report, now, issued);
        sentence.ifPresentOrElse(
                s -> contradictions.put(report.server(), new Contradiction(report, report.server() + " " + s)),
                () -> contradictions.remove(report.server()));
        return !before && doubted();
    }

    private Optional<String> contradicts(Report report, ClusterRecord now, Token issued) {
        if (term == 0) {
            return Optional.empty();
        }
        Optional<Order.Edition> told = report.learned().flatMap(Order.Learn::edition);
        if (told.filter(e -> newer(e, now)).isPresent()) {
            Order.Edition e = told.get();
            return Optional.of("was told rev " + e.rev() + " of epoch " + e.epoch() + ", the store had rev " + foundRev
                    + " of epoch " + foundEpoch);
        }
        if (report.promisedEpoch() > now.epoch()) {
            return Optional.of("promised epoch " + report.promisedEpoch() + ", the store has " + now.epoch());
        }
        Token highest = report.highestToken();
        return highest.term() >= term && highest.outranks(issued)
                ? Optional.of("obeyed token " + highest + ", which nobody of this store sent")
                : Optional.empty();
    }

    /** What this leader itself taught is held against the record of now, all else against what it found. */
    private boolean newer(Order.Edition e, ClusterRecord now) {
        return e.term() == term
                ? e.rev() > now.edition()
                : e.term() > term || e.rev() > foundRev || e.epoch() > foundEpoch;
    }

    boolean doubted() {
        return !contradictions.isEmpty();
    }

    String sentence() {
        return ProblemKind.STORE_MAY_HAVE_GONE_BACK.meaning() + " ("
                + contradictions.values().stream().map(Contradiction::sentence).collect(Collectors.joining("; ")) + ")";
    }

    /** @param now for the age of what each agent said */
    Problem problem(Topology now) {
        List<Evidence> words = contradictions.entrySet().stream()
                .map(c -> new Evidence(
                        c.getKey(),
                        Evidence.Says.NOTHING,
                        "its agent",
                        c.getValue().sentence(),
                        age(now, c.getKey())))
                .toList();
        return new Problem(ProblemKind.STORE_MAY_HAVE_GONE_BACK, "", sentence(), words);
    }

    private static Duration age(Topology now, String server) {
        return now.server(server).map(ServerSight::age).orElse(Duration.ZERO);
    }

    Blocker blocker() {
        return new Blocker(ProblemKind.STORE_MAY_HAVE_GONE_BACK.name(), "", sentence());
    }

    // ---- what the agents know

    /** The newest copy of the record that an agent was told and the store lacks. */
    Optional<Order.Learn> newest() {
        return contradictions.values().stream()
                .flatMap(c -> c.report().learned().stream())
                .filter(l -> l.edition().isPresent())
                .max(Comparator.comparingLong(
                                (Order.Learn l) -> l.edition().orElseThrow().epoch())
                        .thenComparingLong(l -> l.edition().orElseThrow().rev()));
    }

    long highestTerm() {
        return contradictions.values().stream()
                .mapToLong(c -> Math.max(
                        c.report().highestToken().term(),
                        edition(c.report()).map(Order.Edition::term).orElse(0L)))
                .reduce(term, Math::max);
    }

    long highestEpoch() {
        return contradictions.values().stream()
                .mapToLong(c -> Math.max(
                        c.report().promisedEpoch(),
                        edition(c.report()).map(Order.Edition::epoch).orElse(0L)))
                .reduce(foundEpoch, Math::max);
    }

    long highestRev() {
        return contradictions.values().stream()
                .mapToLong(c -> edition(c.report()).map(Order.Edition::rev).orElse(0L))
                .reduce(foundRev, Math::max);
    }

    private static Optional<Order.Edition> edition(Report report) {
        return report.learned().flatMap(Order.Learn::edition);
    }
}
