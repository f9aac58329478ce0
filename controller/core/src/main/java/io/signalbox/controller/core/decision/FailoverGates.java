package io.signalbox.controller.core.decision;

import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gates of the automatic failover, each with its value: why, or why not. */
final class FailoverGates {
    private FailoverGates() {}

    static List<Gate> of(Topology t, ServerSight primary, String loss, Recollection memory) {
        ClusterRecord record = t.record();
        long reachable = t.ackers().stream().filter(ServerSight::running).count();
        boolean cooling = memory.coolDown(primary.name())
                .filter(until -> until.monotonic().compareTo(t.now().monotonic()) > 0)
                .isPresent();
        boolean witnessed =
                memory.hasSeenOpen(primary.name()) || t.ackers().stream().anyMatch(a -> a.follows(primary));
        return List.of(
                gate("primary lost", loss.isEmpty() ? "no" : loss, "certain death, or hang", !loss.isEmpty()),
                gate("mode", word(record.mode()), "automatic", record.mode() == ClusterRecord.Mode.AUTOMATIC),
                gate(
                        "running plan",
                        word(record.run().kind()),
                        "none",
                        record.run().kind() == Run.Kind.NONE),
                gate("record proven", String.valueOf(record.proven()), "true", record.proven()),
                gate(
                        "ackers reachable",
                        reachable + " of " + record.ackers().size(),
                        "at least " + t.quorum(),
                        record.proven() && reachable >= t.quorum()),
                gate(
                        "candidate",
                        candidates(t),
                        "a server that runs and may be promoted",
                        !eligible(t).isEmpty()),
                gate("was in service", String.valueOf(witnessed), "true (else it is a cold start)", witnessed),
                gate("cool-down of " + primary.name(), cooling ? "running" : "over", "over", !cooling));
    }

    private static List<String> eligible(Topology t) {
        return t.others().stream()
                .filter(s -> s.running() && Candidacy.bars(t, s).isEmpty())
                .map(ServerSight::name)
                .toList();
    }

    private static String candidates(Topology t) {
        return eligible(t).isEmpty()
                ? t.others().stream()
                        .flatMap(s -> s.running()
                                ? Candidacy.bars(t, s).stream().map(Blocker::sentence)
                                : Stream.of(s.name() + " does not run, or cannot be reached"))
                        .collect(Collectors.joining(", "))
                : String.join(", ", eligible(t));
    }

    private static Gate gate(String name, String value, String threshold, boolean passed) {
        return new Gate(name, value, threshold, passed);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }
}
