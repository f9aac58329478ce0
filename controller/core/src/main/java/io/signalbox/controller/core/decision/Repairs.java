package io.signalbox.controller.core.decision;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each server that is not the primary needs, while the primary is in service. */
final class Repairs {
    /** A receiver that is just being told to follow somebody else looks detached for less than this. */
    private static final Duration DETACHED = Duration.ofMillis(400);

    /** An acker that tries to connect for so long may have been shut out. */
    private static final Duration SHUT_OUT = Duration.ofSeconds(2);

    /** An applier that stopped for want of something is started again this often. */
    private static final Duration WANT = Duration.ofSeconds(5);

    /** MySQL's words for that (error 3118). */
    private static final String LOCKED = "Account is locked";

    /** Two reports of different ages may make an honest replica look ahead of its source for less than this. */
    private static final Duration ERRANT = Duration.ofSeconds(1);

    /** A copy that an earlier leader ordered may still go on; between its stages it shows none for less than this. */
    private static final Duration UNTENDED = Duration.ofSeconds(3);

    private final Topology t;
    private final ServerSight primary;
    private final Recollection memory;
    private final Departures departures;

    Repairs(Topology topology, ServerSight primary, Recollection memory) {
        this.t = topology;
        this.primary = primary;
        this.memory = memory;
        this.departures = new Departures(topology, primary, memory);
    }

    List<Act> all() {
        List<Act> acts = new ArrayList<>();
        t.others().forEach(s -> departures.of(s).or(() -> of(s)).ifPresent(acts::add));
        departures.raise().ifPresent(acts::add);
        if (provable()) {
            acts.add(new Act.Prove());
        }
        return acts;
    }

    /** While automatic acts are paused: only what an operator asked for. */
    List<Act> asked() {
        return t.others().stream()
                .filter(this::inMaintenance)
                .flatMap(s -> departures.of(s).stream())
                .toList();
    }

    private boolean inMaintenance(ServerSight s) {
        return t.record().maintenance().contains(s.name());
    }

    private Optional<Act> of(ServerSight s) {
        if (!s.fresh() || inMaintenance(s)) {
            return Optional.empty();
        }
        boolean acker = t.record().ackers().contains(s.name());
        Optional<String> onlyACopyHelps = halfCopied(s).or(() -> diverged(s));
        if (!acker && onlyACopyHelps.isPresent() && !s.fileSystemReadOnly()) {
            return onlyACopyHelps.map(cause -> new Act.Reclone(s.name(), cause));
        }
        if (s.stoppedOnPurpose() || s.copying().isPresent()) {
            return Optional.empty();
        }
        Optional<String> stuck = stuck(s);
        if (stuck.isPresent()) {
            return stuck.map(cause -> new Act.Restart(s.name(), cause));
        }
        if (s.takesNoWrites() && !s.open()) {
            return Optional.empty(); // named as a problem; mysqld would only wait for room, deaf to everything else
        }
        return acker ? ofAcker(s) : ofStranger(s);
    }

    /** A mysqld can lock itself up and never come back; a replica's may be killed, as its relay log is kept. */
    private Optional<String> stuck(ServerSight s) {
        Duration bound = t.settings().bounds().leaveAfter().multipliedBy(2);
        return memory.heldFor("stuck " + s.name(), s.mute(), bound, t.now())
                ? Optional.of("it runs, but has not answered for " + bound.toSeconds() + " s")
                : Optional.empty();
    }

    /** Whoever began it and however it was left: what is there now is no data at all. */
    private Optional<String> halfCopied(ServerSight s) {
        boolean idle = s.copying().filter(c -> c.stage().isEmpty()).isPresent();
        return memory.heldFor("half copied " + s.name(), idle, UNTENDED, t.now())
                ? s.copying().map(c -> "the copy of " + c.donor() + "'s data is not complete")
                : Optional.empty();
    }

    private Optional<String> diverged(ServerSight s) {
        return s.stoppedOnPurpose() ? Optional.empty() : memory.diverged(s.name());
    }

    private Optional<Act> ofAcker(ServerSight s) {
        if (s.atTheGate()) {
            return Optional.of(new Act.Start(s.name()));
        }
        boolean detached = s.running()
                && !s.attachedTo(primary)
                && s.mysql().orElseThrow().applier().error().isEmpty();
        if (memory.heldFor("detached " + s.name(), detached, DETACHED, t.now())) {
            return Optional.of(new Act.Reattach(s.name(), "its acknowledgement counts, but it does not follow"));
        }
        if (memory.heldFor("wants " + s.name(), s.applierStoppedForWant(), WANT, t.now())) {
            memory.since("wants " + s.name(), false, t.now()); // tried again only after as long
            return Optional.of(new Act.Reattach(s.name(), "what its applier stopped for may be there again"));
        }
        return shutOut(s) ? Optional.of(new Act.Admit(s.name())) : Optional.empty();
    }

    /**
     * A Prove that began before the server was recorded may have locked its account afterwards; or a server that is primary
     * again has the door still shut that it shut when it was primary last. mysqld says which: then nobody need wait.
     */
    private boolean shutOut(ServerSight s) {
        String condition = "cannot connect " + s.name();
        boolean connecting = s.follows(primary) && !s.receivesFrom(primary);
        boolean locked = s.receiver().filter(r -> r.error().contains(LOCKED)).isPresent();
        boolean held = memory.heldFor(condition, connecting, locked ? Duration.ZERO : SHUT_OUT, t.now());
        if (held) {
            memory.since(condition, false, t.now()); // asked again only after as long
        }
        return held;
    }

    private Optional<Act> ofStranger(ServerSight s) {
        if (s.atTheGate()) {
            return Optional.of(new Act.Rejoin(s.name(), "it ended while it was primary"));
        }
        if (s.open()) {
            return Optional.of(new Act.Rejoin(s.name(), "it accepts writes, but is not the primary"));
        }
        if (!s.running()) {
            return Optional.empty();
        }
        boolean ahead = !s.aheadOf(primary).isEmpty();
        if (memory.heldFor("errant " + s.name(), ahead, ERRANT, t.now())) {
            return Optional.of(new Act.Rejoin(s.name(), "it has transactions that the primary lacks"));
        }
        return ahead ? Optional.empty() : Optional.of(new Act.Join(s.name()));
    }

    /** Enough ackers are attached for the record to become proven. */
    private boolean provable() {
        ClusterRecord record = t.record();
        long attached = t.ackers().stream().filter(a -> a.attachedTo(primary)).count();
        return !record.proven() && !record.ackers().isEmpty() && attached >= record.k();
    }
}
