package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** An acker is counted on no longer. docs/protocol.md, "Leave"; the steps are its rows. */
public final class Leave extends Procedure {
    /** A step that does not end is given up, and everything begins anew: what was read is old by then. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** An agent that can be reached confirms sooner than this; then the primary's door is closed as well. */
    private static final Duration COURTESY = Duration.ofSeconds(1);

    private final String server;
    private final String cause;
    private final Evidence evidence = new Evidence(this);

    public Leave(Desk desk, String id, String server, String cause) {
        super(desk, Plan.LEAVE, id);
        this.server = server;
        this.cause = cause;
    }

    public String server() {
        return server;
    }

    public String cause() {
        return cause;
    }

    @Override
    protected Verdict act(String step) {
        if (!submitted() && desk.record().ackers().size() < 2) {
            return new Verdict.Stop("it is the only acker");
        }
        if (!submitted() && inStep().compareTo(PATIENCE) > 0) {
            return new Verdict.Stop("nothing came of " + step + ": " + sentence());
        }
        return switch (step) {
            case "lower" -> Lower.record(this, remaining().size());
            case "count" -> Lower.count(this);
            case "detach" -> detach();
            case "holds" -> evidence.holds(desk.record().k());
            case "received" -> evidence.received(remaining(), desk.record().k());
            case "record" -> evidence.record(r -> Amend.of(r).minusAcker(server).done());
            default -> throw new IllegalStateException(step);
        };
    }

    private Set<String> remaining() {
        Set<String> remaining = new TreeSet<>(desk.record().ackers());
        remaining.remove(server);
        return remaining;
    }

    /** Either will do; the door stays closed until it joins again. */
    private Verdict detach() {
        boolean runs = desk.topology()
                .server(server)
                .filter(s -> s.running() && !s.takesNoWrites())
                .isPresent();
        if (runs
                && insist(server, new Order.Follow(Desk.endpoint(desk.primary()), false))
                        .isDone()) {
            return Verdict.NEXT;
        }
        if (runs && inStep().compareTo(COURTESY) < 0) {
            return Verdict.waitFor(server + " to confirm");
        }
        if (!othersReceive()) {
            return Verdict.waitFor(
                    "enough of " + remaining() + " to receive: without them it would be shut out in vain");
        }
        Outcome shut = insist(desk.record().primary(), new Order.Dismiss(server));
        return shut.isDone() ? Verdict.NEXT : Verdict.waitFor("the door to be closed. " + shut.trouble());
    }

    /** They can give the evidence that the next steps ask for. */
    private boolean othersReceive() {
        long receiving = remaining().stream()
                .filter(acker -> desk.topology()
                        .server(acker)
                        .filter(s -> s.receivesFrom(desk.primary()))
                        .isPresent())
                .count();
        return receiving >= desk.record().k();
    }
}
