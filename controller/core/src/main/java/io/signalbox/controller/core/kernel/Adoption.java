package io.signalbox.controller.core.kernel;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.decision.Preflight;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.controller.core.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The record that an operator may put in the place of a store's that went back: primary and ackers of the newest copy
 * that an agent was told, above every term, rev and epoch that any agent knows. It is not proven: the copy may be older
 * than what was lost, so that nobody but its primary is opened until it has been proven anew.
 */
final class Adoption {
    private final Topology t;
    private final StoreTrust trust;
    private final Intent.Adopt intent;

    Adoption(Topology topology, StoreTrust trust, Intent.Adopt intent) {
        this.t = topology;
        this.trust = trust;
        this.intent = intent;
    }

    List<Blocker> blockers() {
        List<Blocker> blockers = new ArrayList<>();
        if (!trust.doubted()) {
            blockers.add(new Blocker("NOTHING_TO_ADOPT", "", "no agent knows more than the store"));
        } else if (t.server(primary()).isEmpty()) {
            blockers.add(new Blocker("UNKNOWN_SERVER", primary(), "there is no server " + primary()));
        }
        t.servers().stream()
                .filter(s -> trust.doubted() && s.open() && !s.name().equals(primary()))
                .forEach(s -> blockers.add(new Blocker(
                        "SECOND_SERVER_IS_OPEN",
                        s.name(),
                        s.name() + " accepts writes, but " + primary() + " would be the primary: name one of them")));
        if (trust.doubted() && !intent.allowDataLoss()) {
            t.server(primary()).ifPresent(p -> blockers.addAll(lacks(p)));
        }
        return blockers;
    }

    /**
     * It is or would be opened as it is: nobody may hold more, and all must be seen. An old primary may accept writes, which
     * nobody acknowledges. Of who is named by the newest copy it is enough that all agents answer: after a power failure no
     * mysqld is started before somebody adopts.
     */
    private List<Blocker> lacks(ServerSight primary) {
        boolean isKnown = primary.name().equals(known());
        List<Blocker> blockers = new ArrayList<>();
        if (!isKnown && !primary.running()) {
            blockers.add(new Blocker("DOWN", primary.name(), primary.name() + ": what it holds cannot be seen"));
        }
        for (ServerSight other : t.servers()) {
            boolean isSeen = isKnown ? other.fresh() : other.running();
            if (other.name().equals(primary.name())) {
                continue;
            }
            if (!isSeen) {
                blockers.add(new Blocker(
                        "DOWN", other.name(), other.name() + ": whether it holds or knows more cannot be seen"));
            } else if (primary.running()) {
                Preflight.holdsMore(other, primary).ifPresent(blockers::add);
            }
        }
        return blockers;
    }

    private String primary() {
        return intent.primary().isEmpty() ? known() : intent.primary();
    }

    private String known() {
        return trust.newest().map(Order.Learn::primary).orElse(t.record().primary());
    }

    ClusterRecord record() {
        ClusterRecord stored = t.record();
        SortedSet<String> ackers = ackers();
        int k = trust.newest()
                .flatMap(Order.Learn::edition)
                .map(Order.Edition::k)
                .orElse(stored.k());
        return new ClusterRecord(
                stored.cluster(),
                Math.max(stored.rev(), trust.highestRev()),
                trust.highestTerm() + 1,
                Math.max(stored.epoch(), trust.highestEpoch()),
                primary(),
                ackers,
                Math.max(1, Math.min(k, ackers.size())),
                false,
                stored.mode(),
                Run.NONE,
                stored.web(),
                stored.maintenance(),
                0);
    }

    /** Another primary than is known has no ackers that anybody knows of. */
    private SortedSet<String> ackers() {
        SortedSet<String> ackers = new TreeSet<>();
        if (primary().equals(known())) {
            ackers.addAll(
                    trust.newest().map(Order.Learn::ackers).orElse(t.record().ackers()));
        }
        ackers.remove(primary());
        return ackers;
    }

    String sentence() {
        ClusterRecord next = record();
        return "primary " + next.primary() + ", ackers " + next.ackers() + ", k " + next.k() + ", epoch " + next.epoch()
                + ", not proven, in place of primary " + t.record().primary() + ", ackers "
                + t.record().ackers() + ", k " + t.record().k() + ", epoch "
                + t.record().epoch() + unseen();
    }

    private String unseen() {
        List<String> names = t.servers().stream()
                .filter(s -> !s.fresh())
                .map(ServerSight::name)
                .toList();
        return names.isEmpty() ? "" : "; not seen, and may know more: " + String.join(", ", names);
    }
}
