package io.signalbox.controller.core.decision;

import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.analysis.Problem;
import io.signalbox.controller.core.analysis.ProblemKind;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides. Called after every event while no plan on the whole cluster runs. */
public final class Judge {
    /** What two reports of different ages may pretend goes away within this. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    /** A raising of k makes the primary count to more than the record says for less than this. */
    private static final Duration RAISED = Duration.ofSeconds(5);

    private final Topology t;
    private final List<Problem> problems;
    private final Recollection memory;

    private Judge(Topology topology, List<Problem> problems, Recollection memory) {
        this.t = topology;
        this.problems = problems;
        this.memory = memory;
    }

    public static Decision decide(Topology topology, List<Problem> problems, Recollection memory) {
        return new Judge(topology, problems, memory).decide();
    }

    private Decision decide() {
        Optional<ServerSight> primary = t.primary();
        if (memory.resting()) {
            return hold("the site was shut down in an orderly way", List.of());
        }
        if (primary.isEmpty()) {
            return bootstrap();
        }
        ServerSight p = primary.get();
        if (!p.serves()) {
            Departures.forget(t, memory);
        }
        List<Gate> gates = FailoverGates.of(t, p, loss(), memory);
        if (t.record().mode() == ClusterRecord.Mode.PAUSED) {
            return new Decision(
                    Optional.empty(),
                    p.serves() ? new Repairs(t, p, memory).asked() : List.of(),
                    "automatic acts are paused",
                    gates);
        }
        Optional<Act.OnCluster> act = onCluster(p, gates);
        return act.isPresent()
                ? new Decision(act, List.of(), reason(act.get(), gates), gates)
                : new Decision(
                        Optional.empty(),
                        p.serves() ? new Repairs(t, p, memory).all() : List.of(),
                        idleReason(p, gates),
                        gates);
    }

    private Optional<Act.OnCluster> onCluster(ServerSight p, List<Gate> gates) {
        if (p.open()) {
            memory.sawOpen(p.name());
            memory.heardOf(p.executed());
        }
        if (gates.stream().allMatch(Gate::passed)) {
            return loss().map(lost -> new Act.Failover(lost.sentence(), !p.dead()));
        }
        if (p.dead() && !unheard().isEmpty()) {
            return Optional.empty();
        }
        if (p.dead() || closedForLong(p)) {
            return Optional.of(new Act.Reopen(p.dead() ? refusal(gates) : "it runs, but accepts no writes"));
        }
        return p.serves() ? keepCounting(p) : Optional.empty();
    }

    /**
     * Servers that this leader has not heard yet, though not long enough to call them lost: whoever takes office in the
     * middle of an outage hears the dead primary's agent before those who can take its place.
     */
    private List<String> unheard() {
        Duration lost = t.settings().bounds().linkLostAfter();
        return t.others().stream()
                .filter(s -> !s.fresh() && s.unheard().compareTo(lost) < 0)
                .map(ServerSight::name)
                .toList();
    }

    private boolean closedForLong(ServerSight p) {
        return memory.heldFor("closed " + p.name(), p.running() && !p.serves(), SETTLED, t.now());
    }

    /** The primary's way of counting acknowledgements must be the record's. */
    private Optional<Act.OnCluster> keepCounting(ServerSight p) {
        Report.SemiSync semiSync = p.mysql().orElseThrow().semiSync();
        boolean counts = semiSync.sourceSide();
        boolean alone = t.record().ackers().isEmpty();
        if (memory.heldFor("counts though alone", alone && counts, SETTLED, t.now())) {
            return Optional.of(new Act.GoAlone("the record names no acker, yet the primary waits for one"));
        }
        boolean tooFew = !counts || semiSync.count() < t.record().k();
        if (memory.heldFor("does not count", t.record().proven() && tooFew, SETTLED, t.now())) {
            return Optional.of(new Act.Doubt("the primary does not wait for acknowledgements as recorded"));
        }
        Optional<ServerSight> loser = loser();
        if (loser.isPresent()) {
            return Optional.of(new Act.Doubt(loser.get().name() + ", whose acknowledgement counts, has lost what it had"
                    + " received: " + loser.get().lost()));
        }
        boolean tooMany = !alone && counts && semiSync.count() > t.record().k();
        if (memory.heldFor("counts too many", tooMany, RAISED, t.now())) {
            return Optional.of(new Act.Lower(t.record().k(), "the primary waits for more than is recorded"));
        }
        if (t.record().k() > t.settings().k()) {
            return Optional.of(new Act.Lower(t.settings().k(), "fewer acknowledgements are wanted"));
        }
        return relief(p);
    }

    /** Once for each loss: the proof that follows asks the primary what there is, and its ackers whether they hold it. */
    private Optional<ServerSight> loser() {
        return t.record().proven()
                ? t.ackers().stream()
                        .filter(a -> a.fresh() && memory.doubts(a.name(), a.lost()))
                        .findFirst()
                : Optional.empty();
    }

    /** Writes wait, and those who could acknowledge are too few: what can be had, or nothing, is counted. */
    private Optional<Act.OnCluster> relief(ServerSight p) {
        Duration bound = t.settings().bounds().noAckersAfter();
        Duration half = Duration.ofNanos(bound.toNanos() / 2);
        int there = 0;
        for (ServerSight acker : t.ackers()) {
            there += acker.receivesFrom(p) && acker.receiverSilent().compareTo(half) < 0 ? 1 : 0;
        }
        boolean waits = has(ProblemKind.WRITES_WAIT_FOR_ACKNOWLEDGEMENT)
                && p.report().orElseThrow().probes().writeSilent().compareTo(bound) >= 0;
        boolean tooFew = memory.heldFor("too few ackers", there < t.record().k(), half, t.now());
        if (t.record().ackers().isEmpty()
                || t.settings().whenNoAckers() == ClusterSettings.WhenNoAckers.STOP
                || !tooFew
                || !waits) {
            return Optional.empty();
        }
        String cause = there + " of " + t.record().ackers() + " were reachable for " + bound.toMillis()
                + " ms, and writes wait for " + t.record().k();
        return Optional.of(there == 0 ? new Act.GoAlone(cause) : new Act.Lower(there, cause));
    }

    /** Why the primary is lost; empty if it is not. */
    private Optional<Problem> loss() {
        for (Problem problem : problems) {
            if (problem.kind().primaryIsLost()) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    private Decision bootstrap() {
        List<String> obstacles = new ArrayList<>();
        for (ServerSight s : t.servers()) {
            if (!s.running()) {
                obstacles.add(s.name() + " does not run yet");
            } else if (s.open()) {
                obstacles.add(s.name() + " accepts writes already");
            } else if (!s.received().isEmpty()) {
                obstacles.add(s.name() + " is not empty");
            }
        }
        return obstacles.isEmpty()
                ? new Decision(Optional.of(new Act.Bootstrap(first())), List.of(), "all servers are empty", List.of())
                : hold(
                        "no primary was ever recorded, and none is chosen while: " + String.join(", ", obstacles),
                        List.of());
    }

    /** All are empty: the rules alone decide. */
    private String first() {
        return t.settings().servers().stream()
                .min(Candidacy.preference(t, "", s -> 0))
                .orElseThrow()
                .name();
    }

    private static Decision hold(String reason, List<Gate> gates) {
        return new Decision(Optional.empty(), List.of(), reason, gates);
    }

    private String idleReason(ServerSight p, List<Gate> gates) {
        if (loss().isEmpty()) {
            return p.serves() ? "the primary is in service" : held(p);
        }
        return p.dead() && !unheard().isEmpty()
                ? "nothing was heard of " + String.join(", ", unheard()) + " yet"
                : refusal(gates);
    }

    /** The most urgent problem of a primary that is out of service says why it is not replaced. */
    private String held(ServerSight p) {
        return problems.stream()
                .filter(x -> x.server().equals(p.name()))
                .map(Problem::sentence)
                .findFirst()
                .orElse("the primary is not lost");
    }

    private static String reason(Act.OnCluster act, List<Gate> gates) {
        return switch (act) {
            case Act.Bootstrap a -> "all servers are empty";
            case Act.Failover a -> a.cause();
            case Act.Reopen a -> a.cause();
            case Act.GoAlone a -> a.cause();
            case Act.Doubt a -> a.cause();
            case Act.Lower a -> a.cause();
        };
    }

    /** Every gate that holds a failover back, in one sentence. */
    static String refusal(List<Gate> gates) {
        String closed = gates.stream()
                .filter(g -> !g.passed())
                .map(g -> g.name() + " is " + g.value() + ", must be " + g.threshold())
                .collect(Collectors.joining("; "));
        return "failover refused: " + closed;
    }

    private boolean has(ProblemKind kind) {
        return problems.stream().anyMatch(p -> p.kind() == kind);
    }
}
