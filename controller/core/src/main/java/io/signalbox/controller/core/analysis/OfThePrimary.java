package io.signalbox.controller.core.analysis;

import static io.signalbox.controller.core.analysis.Witnesses.anySays;
import static io.signalbox.controller.core.analysis.Witnesses.millis;

import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.controller.core.analysis.Evidence.Says;
import io.signalbox.controller.core.settings.ClusterSettings.Bounds;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What can be wrong with the recorded primary. DESIGN.md 3.4. */
final class OfThePrimary {
    /** A replica that has not heard of a hung source for less than this still receives. Heartbeats come every 100 ms. */
    private static final Duration STILL_RECEIVES = Duration.ofMillis(250);

    /** No healthy write takes so long. */
    private static final Duration SLOW_WRITE = Duration.ofMillis(500);

    static final List<Row<ServerSight>> ROWS = List.of(
            row(
                    ProblemKind.PRIMARY_DEAD,
                    (t, p) -> p.dead(),
                    (t, p) -> own(
                            p,
                            Says.LOST,
                            "mysqld",
                            p.report().map(r -> r.mysqld().detail()).orElse(""))),
            row(
                    ProblemKind.PRIMARY_HUNG,
                    (t, p) -> hangs(t, p) && !somebodyReceives(t, p),
                    (t, p) -> Witnesses.of(t, p, STILL_RECEIVES)),
            row(ProblemKind.PRIMARY_HOST_LOST, OfThePrimary::hostIsLost, Witnesses::of),
            row(
                    ProblemKind.PRIMARY_FILE_SYSTEM_READ_ONLY,
                    (t, p) -> p.open()
                            && p.fileSystemReadOnly()
                            && p.writeSilent().compareTo(t.settings().bounds().silentAfter()) >= 0,
                    (t, p) -> writes(p, Says.LOST)),
            row(ProblemKind.PRIMARY_DISK_FULL, (t, p) -> p.open() && p.diskCritical(), (t, p) -> disk(p, Says.LOST)),
            row(
                    ProblemKind.PRIMARY_WRITES_STALLED,
                    (t, p) -> stallsFor(p, t.settings().bounds().writesStalledAfter(), t),
                    (t, p) -> writes(p, Says.LOST)),
            row(ProblemKind.CONTROLLER_CUT_OFF, (t, p) -> agentSilent(t, p) && cutOff(t), (t, p) -> Witnesses.of(t, p)),
            row(
                    ProblemKind.PRIMARY_UNREACHABLE_REPLICAS_STILL_CONNECTED,
                    (t, p) -> agentSilent(t, p) && anySays(Witnesses.replicas(t, p), Says.ALIVE),
                    (t, p) -> Witnesses.of(t, p)),
            row(
                    ProblemKind.PRIMARY_UNREACHABLE_PROXIES_STILL_CONNECTED,
                    (t, p) -> agentSilent(t, p) && anySays(Witnesses.proxies(t, p), Says.ALIVE),
                    (t, p) -> Witnesses.of(t, p)),
            row(
                    ProblemKind.PRIMARY_SILENT_REPLICAS_STILL_RECEIVE,
                    (t, p) -> hangs(t, p) && somebodyReceives(t, p),
                    (t, p) -> Witnesses.of(t, p, STILL_RECEIVES)),
            row(
                    ProblemKind.PRIMARY_UNREACHABLE_NOBODY_CAN_TELL,
                    (t, p) -> agentSilent(t, p) && !cutOff(t) && nobodyCanTell(t, p),
                    (t, p) -> Witnesses.of(t, p)),
            row(
                    ProblemKind.PRIMARY_WAITS_FOR_PROCESSOR,
                    (t, p) -> isSilent(t, p) && !hangs(t, p),
                    OfThePrimary::delays),
            row(ProblemKind.PRIMARY_AGENT_LOST, (t, p) -> !p.fresh(), OfServers::agent),
            row(
                    ProblemKind.PRIMARY_STOPPED_ON_PURPOSE,
                    (t, p) -> p.stoppedOnPurpose(),
                    (t, p) -> own(p, Says.LOST, "mysqld", "stopped on purpose")),
            row(
                    ProblemKind.PRIMARY_CLOSED,
                    (t, p) -> p.running() && !p.serves(),
                    (t, p) -> own(p, Says.ALIVE, "mysqld", closed(p))),
            row(
                    ProblemKind.WRITES_WAIT_FOR_ACKNOWLEDGEMENT,
                    (t, p) -> starves(p),
                    (t, p) -> own(p, Says.ALIVE, "commits", waiting(p) + " commits wait for an acknowledgement")),
            row(
                    ProblemKind.WRITES_WAIT_FOR_LOCK,
                    (t, p) -> p.fault() == ProbeFault.WAITS_FOR_LOCK && slow(p.writeSilent()),
                    (t, p) -> writes(p, Says.ALIVE)),
            row(
                    ProblemKind.PRIMARY_WRITES_SLOW,
                    (t, p) -> stallsFor(p, SLOW_WRITE, t),
                    (t, p) -> writes(p, Says.ALIVE)),
            row(
                    ProblemKind.ACKNOWLEDGEMENTS_NOT_COUNTED,
                    (t, p) -> t.record().proven()
                            && p.mysql()
                                    .filter(m -> m.writable() && !m.semiSync().sourceSide())
                                    .isPresent(),
                    (t, p) -> own(p, Says.ALIVE, "rpl_semi_sync_source_enabled", "OFF")),
            row(
                    ProblemKind.FEWER_ACKNOWLEDGEMENTS,
                    (t, p) -> !t.record().ackers().isEmpty()
                            && t.record().k() < t.settings().k(),
                    (t, p) -> Evidence.ofRecord(
                            t.record(),
                            "k = " + t.record().k() + ", " + t.settings().k() + " is configured")),
            row(
                    ProblemKind.ALONE,
                    (t, p) -> t.record().ackers().isEmpty(),
                    (t, p) -> Evidence.ofRecord(t.record(), "no ackers")),
            row(
                    ProblemKind.NOT_PROVEN,
                    (t, p) -> !t.record().proven() && !t.record().ackers().isEmpty(),
                    (t, p) -> Evidence.ofRecord(
                            t.record(), "not proven, ackers " + t.record().ackers())));

    private OfThePrimary() {}

    private static Row<ServerSight> row(
            ProblemKind kind,
            BiPredicate<Topology, ServerSight> matches,
            BiFunction<Topology, ServerSight, List<Evidence>> evidence) {
        return new Row<>(kind, matches, evidence);
    }

    // ---- the agent is silent

    private static boolean agentSilent(Topology t, ServerSight p) {
        return p.unheard().compareTo(t.settings().bounds().linkLostAfter()) >= 0;
    }

    /** Too few of those who would have to be detached can be heard from here, too. */
    private static boolean cutOff(Topology t) {
        long heard = t.ackers().stream().filter(ServerSight::fresh).count();
        return !t.record().ackers().isEmpty() && heard < t.quorum();
    }

    private static boolean hostIsLost(Topology t, ServerSight p) {
        return agentSilent(t, p)
                && !cutOff(t)
                && anySays(Witnesses.replicas(t, p), Says.LOST)
                && !anySays(Witnesses.of(t, p), Says.ALIVE);
    }

    private static boolean nobodyCanTell(Topology t, ServerSight p) {
        return Witnesses.of(t, p).stream().allMatch(word -> word.says() == Says.NOTHING);
    }

    // ---- the agent speaks, SQL does not

    private static boolean isSilent(Topology t, ServerSight p) {
        return p.silent().compareTo(t.settings().bounds().silentAfter()) >= 0;
    }

    /** Silent, and not because it waits for a processor; after a while whatever it waits for. */
    private static boolean hangs(Topology t, ServerSight p) {
        Bounds bounds = t.settings().bounds();
        return p.silentForItself().compareTo(bounds.silentAfter()) >= 0
                || p.silentToItsAgent().compareTo(bounds.starvedAfter()) >= 0;
    }

    private static List<Evidence> delays(Topology t, ServerSight p) {
        String words = "silent for " + millis(p.silent()) + ", of which mysqld waited "
                + millis(p.delay().mysqld()) + " for a processor and its agent did not run for "
                + millis(p.delay().agent());
        return own(p, Says.ALIVE, "SQL", words);
    }

    private static boolean somebodyReceives(Topology t, ServerSight primary) {
        return t.others().stream()
                .anyMatch(r -> r.receivesFrom(primary) && r.receiverSilent().compareTo(STILL_RECEIVES) < 0);
    }

    // ---- reads are answered, writes are not

    private static boolean stallsFor(ServerSight p, Duration bound, Topology t) {
        return !isSilent(t, p) && p.stalled().compareTo(bound) >= 0;
    }

    /** The primary waits for acknowledgements longer than any healthy commit does. */
    private static boolean starves(ServerSight p) {
        boolean waits = p.fault() == ProbeFault.WAITS_FOR_ACKNOWLEDGEMENT || waiting(p) > 0;
        return waits
                && slow(p.writeSilent())
                && p.mysql().filter(m -> m.semiSync().sourceSide()).isPresent();
    }

    private static int waiting(ServerSight p) {
        return p.mysql().map(m -> m.waitingCommits()).orElse(0);
    }

    private static boolean slow(Duration silent) {
        return silent.compareTo(SLOW_WRITE) > 0;
    }

    // ---- words

    private static String closed(ServerSight p) {
        if (p.offline()) {
            return "offline_mode = ON";
        }
        return p.mysql()
                .map(m -> m.superReadOnly() ? "super_read_only = ON" : "read_only = ON")
                .orElse("SQL does not answer");
    }

    private static List<Evidence> own(ServerSight p, Says says, String what, String value) {
        return List.of(Evidence.own(p, says, what, value));
    }

    private static List<Evidence> writes(ServerSight p, Says says) {
        String words = p.report().map(r -> r.probes().sentence()).orElse("");
        return Stream.of(
                        Evidence.own(p, says, "last write", "none for " + millis(p.writeSilent())),
                        Evidence.own(p, says, "its heartbeat", words))
                .toList();
    }

    static List<Evidence> disk(ServerSight s, Says says) {
        String free = s.host()
                .map(h -> "%d MB free, %.1f %%".formatted(h.diskFreeBytes() >> 20, 100 * h.diskFree()))
                .orElse("");
        return own(s, says, "disk", free);
    }
}
