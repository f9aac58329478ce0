package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.settings.ClusterSettings.DatabaseServer;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** The record becomes proven again. docs/protocol.md, "Prove". */
public final class Prove extends Procedure {
    private static final Duration REREAD = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private GtidSet whole = GtidSet.EMPTY;
    private long rev = -1;

    public Prove(Desk desk, String id) {
        super(desk, Plan.PROVE, id);
    }

    @Override
    protected Verdict act(String step) {
        if (!submitted() && inStep().compareTo(PATIENCE) > 0) {
            return new Verdict.Stop("nothing came of " + step + ": " + sentence());
        }
        return switch (step) {
            case "holds" -> holds();
            case "received" -> received();
            case "record" -> record();
            default -> throw new IllegalStateException(step);
        };
    }

    private Verdict holds() {
        if (rev < 0) {
            rev = desk.record().rev();
        }
        Outcome holds =
                ask(desk.record().primary(), new Order.Holds(desk.record().k(), strangers()));
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

    private Verdict received() {
        long holders = desk.record().ackers().stream().filter(this::holdsAll).count();
        return holders >= desk.record().k()
                ? Verdict.NEXT
                : Verdict.waitFor(holders + " of " + desk.record().k() + " ackers hold all of it");
    }

    private boolean holdsAll(String acker) {
        Order read = new Order.ReadSets();
        Outcome outcome = ask(acker, read);
        boolean all = outcome instanceof Outcome.Done done
                && done.answer().received().union(done.answer().executed()).contains(whole);
        if (!all && !outcome.isPending()) {
            askAgainAfter(REREAD, acker, read);
        }
        return all;
    }

    private Verdict record() {
        return submitted() || desk.record().rev() == rev
                ? write(r -> r.rev() == rev ? Amend.of(r).proven(true).done() : r)
                : new Verdict.Stop("something else was written since the history was read");
    }
}
