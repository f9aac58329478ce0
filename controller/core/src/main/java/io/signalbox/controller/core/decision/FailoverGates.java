package io.signalbox.controller.core.decision;

import io.signalbox.controller.core.analysis.Problem;
import io.signalbox.controller.core.analysis.ProblemKind;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The gates of the automatic failover, each with its value: why, or why not. */
final class FailoverGates {
    /** After a failover whose candidate could not be brought up to date the primary may come back as it is for so long. */
    private static final Duration CATCH_UP_AGAIN = Duration.ofSeconds(60);

    private FailoverGates() {}

    static List<Gate> of(Topology t, ServerSight primary, Optional<Problem> loss, Recollection memory) {
        ClusterRecord record = t.record();
        long reachable = t.ackers().stream().filter(ServerSight::running).count();
        boolean needsRoom =
                loss.filter(x -> x.kind() == ProblemKind.PRIMARY_DISK_FULL).isPresent();
        List<String> eligible = eligible(t, needsRoom, memory);
        boolean cooling = memory.coolDown(primary.name())
                .filter(until -> until.monotonic().compareTo(t.now().monotonic()) > 0)
                .isPresent();
        boolean witnessed =
                memory.hasSeenOpen(primary.name()) || t.ackers().stream().anyMatch(a -> a.follows(primary));
        Optional<Duration> noCatchUp =
                memory.sinceNoCatchUp(t.now()).filter(since -> since.compareTo(CATCH_UP_AGAIN) < 0);
        return List.of(
                gate(
                        "primary lost",
                        loss.map(Problem::sentence).orElse("no"),
                        "certain death, hang, lost host, or a disk that takes no writes",
                        loss.isPresent()),
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
                        candidates(t, eligible),
                        "a server that runs and may be promoted",
                        !eligible.isEmpty()),
                gate(
                        "catching up",
                        noCatchUp
                                .map(since ->
                                        "a candidate could not be brought up to date " + since.toSeconds() + " s ago")
                                .orElse("not failed"),
                        "not failed within " + CATCH_UP_AGAIN.toSeconds() + " s",
                        noCatchUp.isEmpty()),
                gate("was in service", String.valueOf(witnessed), "true (else it is a cold start)", witnessed),
                gate("cool-down of " + primary.name(), cooling ? "running" : "over", "over", !cooling));
    }

    /**
     * Who may be promoted: an acker, which can be brought up to date, or whoever holds all that the ackers hold.
     *
     * @param needsRoom what filled the primary's disk must not fill the next one's at once
     */
    private static List<String> eligible(Topology t, boolean needsRoom, Recollection memory) {
        GtidSet all = t.ackers().stream().map(ServerSight::received).reduce(GtidSet.EMPTY, GtidSet::union);
        return t.others().stream()
                .filter(s -> s.running() && Candidacy.bars(t, s).isEmpty() && (!needsRoom || s.hasRoom()))
                .filter(s -> t.record().ackers().contains(s.name())
                        || (s.received().contains(all)
                                && memory.diverged(s.name()).isEmpty()))
                .map(ServerSight::name)
                .toList();
    }

    private static String candidates(Topology t, List<String> eligible) {
        return eligible.isEmpty()
                ? t.others().stream().flatMap(s -> against(t, s)).collect(Collectors.joining(", "))
                : String.join(", ", eligible);
    }

    private static Stream<String> against(Topology t, ServerSight s) {
        List<Blocker> bars = Candidacy.bars(t, s);
        return !s.running()
                ? Stream.of(s.name() + " does not run, or cannot be reached")
                : bars.isEmpty()
                        ? Stream.of(
                                s.name() + " has no room for what filled the primary's disk, or is no acker and lacks"
                                        + " what one holds")
                        : bars.stream().map(Blocker::sentence);
    }

    private static Gate gate(String name, String value, String threshold, boolean passed) {
        return new Gate(name, value, threshold, passed);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }
}
