package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.Optional;
import java.util.TreeMap;

/** A server with transactions of its own, or that may have them, is rewound. docs/protocol.md, "Rejoin". */
public final class Rejoin extends Procedure {
    private final String server;
    private GtidSet primaryHolds = GtidSet.EMPTY;
    private Answer.Done rewound = new Answer.Done(GtidSet.EMPTY, GtidSet.EMPTY, new TreeMap<>());

    public Rejoin(Desk desk, String id, String server) {
        super(desk, Plan.REJOIN, id);
        this.server = server;
    }

    public String server() {
        return server;
    }

    /** What the agent said of the tail; empty before it was rewound. */
    public Answer.Done rewound() {
        return rewound;
    }

    @Override
    protected Verdict act(String step) {
        return switch (step) {
            case "compare" -> compare();
            case "rewind" -> rewind();
            case "verify" -> verify();
            default -> throw new IllegalStateException(step);
        };
    }

    /** Its own set is read first: what it got from the primary meanwhile must not look like its own. */
    private Verdict compare() {
        ServerSight self = desk.topology().server(server).orElseThrow();
        Optional<GtidSet> own = Optional.empty();
        if (self.running()) {
            if (!(insist(server, new Order.ReadSets()) instanceof Outcome.Done done)) {
                return Verdict.waitFor("its own transactions");
            }
            own = Optional.of(done.answer().executed().union(done.answer().received()));
        }
        if (!(insist(desk.record().primary(), new Order.ReadSets()) instanceof Outcome.Done primary)) {
            return Verdict.waitFor("the primary's transactions");
        }
        primaryHolds = primary.answer().executed().union(primary.answer().received());
        boolean harmless = own.isPresent() && primaryHolds.contains(own.get()) && !self.open();
        return harmless ? new Verdict.Stop("it has no transactions of its own") : Verdict.NEXT;
    }

    private Verdict rewind() {
        ServerSight self = desk.topology().server(server).orElseThrow();
        if (self.takesNoWrites() && !self.open()) {
            return Verdict.waitFor("its disk to take writes again");
        }
        Outcome outcome = insist(server, new Order.Rewind(primaryHolds));
        if (outcome instanceof Outcome.Done done) {
            rewound = done.answer();
            return Verdict.NEXT;
        }
        Optional<String> obstacle = obstacle(outcome);
        obstacle.ifPresent(why -> desk.memory().remembersDiverged(server, why));
        return obstacle.isPresent()
                ? new Verdict.Stop(obstacle.get())
                : Verdict.waitFor("the rewind. " + outcome.trouble());
    }

    private Verdict verify() {
        GtidSet left = rewound.executed().minus(primaryHolds);
        if (left.isEmpty()) {
            return Verdict.NEXT;
        }
        String why = "it had committed transactions that the primary lacks: " + left;
        desk.memory().remembersDiverged(server, why);
        return new Verdict.Stop(why);
    }

    /** What defeats the cut, in words; asking again would meet it again. */
    private static Optional<String> obstacle(Outcome outcome) {
        return outcome.trouble().startsWith(Answer.Failed.CANNOT_CUT)
                ? Optional.of("its tail cannot be cut: " + outcome.trouble())
                : Optional.empty();
    }
}
