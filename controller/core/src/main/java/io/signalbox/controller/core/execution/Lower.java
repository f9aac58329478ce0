package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import java.time.Duration;
import java.util.Set;

/** Commits wait for fewer acknowledgements: the record first, then the primary's count. docs/protocol.md, "Leave". */
public final class Lower extends Procedure {
    /** While this runs no failover is decided. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final int to;

    public Lower(Desk desk, String id, int to) {
        super(desk, Plan.LOWER, id);
        this.to = to;
    }

    @Override
    protected Verdict act(String step) {
        if (!submitted() && inStep().compareTo(PATIENCE) > 0) {
            return new Verdict.Stop("nothing came of " + step + ": " + sentence());
        }
        return switch (step) {
            case "record" -> record(this, to);
            case "count" -> count(this);
            default -> throw new IllegalStateException(step);
        };
    }

    /** The record's {@code k} becomes {@code most} if it is greater. */
    static Verdict record(Procedure procedure, int most) {
        return procedure.desk.record().k() <= most && !procedure.submitted()
                ? Verdict.NEXT
                : procedure.write(r -> Amend.of(r).k(Math.min(r.k(), most)).done());
    }

    /** The primary counts as the record says; shuts nobody out, as its commits may hang. */
    static Verdict count(Procedure procedure) {
        Desk desk = procedure.desk;
        if (desk.primary().dead()) {
            return new Verdict.Stop("the primary ended meanwhile");
        }
        Outcome counted = procedure.insist(
                desk.record().primary(), new Order.Holds(desk.record().k(), Set.of()));
        return counted.isDone() ? Verdict.NEXT : Verdict.waitFor("the primary's count. " + counted.trouble());
    }
}
