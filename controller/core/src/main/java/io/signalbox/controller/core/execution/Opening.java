package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.controller.core.record.Run;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.Set;

/** The steps by which the recorded primary is opened and clients reach it; the same in every plan that has them. */
final class Opening {
    private final Procedure procedure;
    private final Desk desk;
    private final boolean despiteLoss;
    private GtidSet executed = GtidSet.EMPTY;

    /**
     * @param despiteLoss also a server that lacks what it once had received: it was compared with the others, or an
     *     operator allowed data loss. A candidate whose sets were read before may have lost some of it since
     */
    Opening(Procedure procedure, boolean despiteLoss) {
        this.procedure = procedure;
        this.desk = procedure.desk;
        this.despiteLoss = despiteLoss;
    }

    /** Points the ackers at the recorded primary and opens it. Does not wait for the ackers. */
    Verdict open() {
        return open(Set.of());
    }

    /** @param left ackers that follow it already, or may do so later */
    Verdict open(Set<String> left) {
        if (desk.writing()) {
            return Verdict.waitFor("the record's write: it may drop an acker");
        }
        ServerSight primary = desk.primary();
        if (primary.atTheGate()
                || primary.process().filter(s -> s == ProcessState.CANNOT_START).isPresent()) {
            Outcome started = procedure.insistUntilSeen(primary.name(), new Order.Start());
            return Verdict.waitFor("mysqld of " + primary.name() + " to start. " + started.trouble());
        }
        Outcome opened = procedure.insist(
                primary.name(),
                new Order.Open(!desk.record().ackers().isEmpty(), desk.record().k(), despiteLoss));
        attach(primary, left);
        return opened instanceof Outcome.Done done
                ? opened(done)
                : Verdict.waitFor(
                        primary.backlog() == 0
                                ? "open. " + opened.trouble()
                                : "open: " + primary.backlog() + " received transactions are left to apply. "
                                        + opened.trouble());
    }

    private void attach(ServerSight primary, Set<String> left) {
        for (String acker : desk.record().ackers()) {
            if (!left.contains(acker)) {
                procedure.insist(acker, new Order.Follow(Desk.endpoint(primary), true));
            }
        }
    }

    /** What the primary had executed when it was opened; empty before. */
    GtidSet executed() {
        return executed;
    }

    private Verdict opened(Outcome.Done done) {
        executed = done.answer().executed();
        desk.memory().sawOpen(desk.record().primary());
        desk.tell(
                "primary.opened",
                desk.record().primary() + " accepts writes",
                "executed",
                executed.toString(),
                "catchUpMillis",
                done.answer().details().getOrDefault("catchUpMillis", "0"));
        return Verdict.NEXT;
    }

    /** Lets clients in; an answer that does not come in time is pursued by the router, not waited for. */
    Verdict route() {
        desk.router().want(desk.record().primary(), true);
        return desk.router().settled() ? Verdict.NEXT : Verdict.waitFor("the proxies' read-back");
    }

    Verdict finish() {
        return procedure.write(r -> Amend.of(r).run(Run.NONE).done());
    }
}
