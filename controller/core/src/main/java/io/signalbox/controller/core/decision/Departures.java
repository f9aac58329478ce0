package io.signalbox.controller.core.decision;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.time.Duration;
import java.util.Optional;

/**
 * Which acker leaves, and how many acknowledgements the others give. An acker that is gone makes the next failover
 * refuse, since any {@code n - k + 1} of them must be detached first: so it leaves as soon as it was gone for a while.
 */
final class Departures {
    /**
     * An agent that was lost for so many times {@code leaveAfter} takes its acker with it although the primary still
     * sees a connection: it could not be detached, and a host that lost its power leaves its connections behind.
     */
    private static final int LOST_AGENT = 6;

    /** Reports of different ages may make an honest acker look ahead of the primary for less than this. */
    private static final Duration ERRANT = Duration.ofSeconds(3);

    private final Topology t;
    private final ServerSight primary;
    private final Recollection memory;

    Departures(Topology topology, ServerSight primary, Recollection memory) {
        this.t = topology;
        this.primary = primary;
        this.memory = memory;
    }

    /** An acker that leaves: an operator's wish, or it was gone for the bound. */
    Optional<Act> of(ServerSight s) {
        boolean acker = t.record().ackers().contains(s.name());
        Optional<String> gone = gone(s, acker).or(() -> errant(s, acker));
        Optional<String> cause =
                t.record().maintenance().contains(s.name()) ? Optional.of("an operator took it out of service") : gone;
        return cause.filter(c -> acker && canDoWithout(s)).map(c -> new Act.Leave(s.name(), c));
    }

    /** What it acknowledges rests on a history that is not the primary's. It is repaired when it counts no more. */
    private Optional<String> errant(ServerSight s, boolean acker) {
        boolean ahead = acker && !s.errantTo(primary).isEmpty();
        return memory.heldFor("errant acker " + s.name(), ahead, ERRANT, t.now())
                ? Optional.of("it has transactions that the primary lacks: " + s.errantTo(primary))
                : Optional.empty();
    }

    private Optional<String> gone(ServerSight s, boolean acker) {
        Duration bound = t.settings().bounds().leaveAfter();
        boolean away = s.fresh() ? !receives(s) : !seenByThePrimary(s);
        boolean held = memory.heldFor("gone " + s.name(), acker && away, bound, t.now());
        boolean lost = memory.heldFor("agent lost " + s.name(), acker && !s.fresh(), times(bound, LOST_AGENT), t.now());
        if ((!held && !lost) || wouldLowerAgainstThePolicy()) {
            return Optional.empty();
        }
        String what =
                s.fresh() ? "it does not receive" : held ? "neither its agent nor the primary sees it" : "no agent";
        return Optional.of(what + ", for " + (held ? bound : times(bound, LOST_AGENT)).toMillis() + " ms");
    }

    /** {@link Duration#multipliedBy} goes by decimals, a hundred times slower: too slow for what is asked after every event. */
    private static Duration times(Duration bound, int factor) {
        return Duration.ofNanos(bound.toNanos() * factor);
    }

    /** A site that stops writes rather than count fewer acknowledgements keeps waiting for those it has. */
    private boolean wouldLowerAgainstThePolicy() {
        ClusterRecord record = t.record();
        return t.settings().whenNoAckers() == ClusterSettings.WhenNoAckers.STOP
                && record.k() > record.ackers().size() - 1;
    }

    /** The others are enough to hold everything; else it would leave in vain, or the primary would go alone. */
    private boolean canDoWithout(ServerSight s) {
        int others = t.record().ackers().size() - 1;
        return others >= 1 && receiving(s) >= Math.min(t.record().k(), others);
    }

    /** Nobody judges while the primary is not seen open: every wait begins anew. */
    static void forget(Topology t, Recollection memory) {
        for (ServerSight s : t.others()) {
            memory.since("gone " + s.name(), false, t.now());
            memory.since("agent lost " + s.name(), false, t.now());
            memory.since("errant acker " + s.name(), false, t.now());
        }
    }

    /** How many ackers but {@code except} are known to acknowledge. */
    private long receiving(ServerSight except) {
        return t.ackers().stream()
                .filter(a -> !a.name().equals(except.name()) && receives(a))
                .count();
    }

    private boolean receives(ServerSight s) {
        return s.receivesFrom(primary)
                && s.silent().compareTo(t.settings().bounds().silentAfter()) < 0;
    }

    /** It counts more connections than the other ackers have. */
    private boolean seenByThePrimary(ServerSight s) {
        return primary.mysql()
                .filter(m -> m.semiSync().clients() > receiving(s))
                .isPresent();
    }

    /** Enough ackers have been there for a while to give as many acknowledgements as are wanted, or more than now. */
    Optional<Act> raise() {
        ClusterRecord record = t.record();
        int there = (int) t.ackers().stream()
                .filter(a -> receives(a) && a.attachedTo(primary))
                .count();
        int possible = Math.min(t.settings().k(), there);
        boolean more = record.proven() && possible > record.k();
        return memory.heldFor("could count to more", more, t.settings().bounds().wholeAfter(), t.now())
                ? Optional.of(new Act.Raise(possible))
                : Optional.empty();
    }
}
