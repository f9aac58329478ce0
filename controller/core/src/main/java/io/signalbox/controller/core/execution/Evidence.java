package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The three steps on which every new promise of the record is founded: the primary's whole history is read by a fenced
 * command, enough ackers hold it, and the record is written only if nothing else was written since. docs/protocol.md,
 * "Prove", "Leave" and the raising of k.
 */
final class Evidence {
    private static final Duration REREAD = Duration.ofMillis(50);

    private final Procedure procedure;
    private final Desk desk;
    private GtidSet whole = GtidSet.EMPTY;
    private long rev = -1;

    Evidence(Procedure procedure) {
        this.procedure = procedure;
        this.desk = procedure.desk;
    }

    /** The primary counts to {@code count}, and says all that it has, commits that still wait included. */
    Verdict holds(int count) {
        if (rev < 0) {
            rev = desk.record().rev();
        }
        Outcome holds = procedure.ask(desk.record().primary(), new Order.Holds(count, strangers()));
        if (holds instanceof Outcome.Done done) {
            whole = done.answer().received();
            return Verdict.NEXT;
        }
        return holds.isPending() ? Verdict.waitFor("the primary's whole history") : new Verdict.Stop(holds.trouble());
    }

    private Set<String> strangers() {
        Set<String> strangers = new TreeSet<>();
        desk.settings().servers().stream().map(DatabaseServer::name).forEach(strangers::add);
        strangers.removeAll(desk.record().ackers());
        strangers.remove(desk.record().primary());
        return strangers;
    }

    /** So many of these have received all of it; read again until they have. */
    Verdict received(Collection<String> ackers, int count) {
        long holders = ackers.stream().filter(this::holdsAll).count();
        return holders >= count
                ? Verdict.NEXT
                : Verdict.waitFor(holders + " of at least " + count + " ackers hold all of it");
    }

    private boolean holdsAll(String acker) {
        Order read = new Order.ReadSets();
        Outcome outcome = procedure.ask(acker, read);
        boolean all = outcome instanceof Outcome.Done done
                && done.answer().received().union(done.answer().executed()).contains(whole);
        if (!all && !outcome.isPending()) {
            procedure.askAgainAfter(REREAD, acker, read);
        }
        return all;
    }

    /** Writes what was founded, or nothing if the record is not what it was. */
    Verdict record(UnaryOperator<ClusterRecord> change) {
        return procedure.submitted() || desk.record().rev() == rev
                ? procedure.write(r -> r.rev() == rev ? change.apply(r) : r)
                : new Verdict.Stop("something else was written since the history was read");
    }
}
