package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.plan.Plan;
import java.time.Duration;

/**
 * Commits wait for more acknowledgements: the primary's count first, then the record. docs/protocol.md, "Leave", raising
 * k. Nothing else may set the primary's count meanwhile, so that no other procedure on its promise runs beside this.
 */
public final class Raise extends Procedure {
    /** Short: while the primary counts to more than the record says, one acker less stops its writes. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final int to;
    private final Evidence evidence = new Evidence(this);

    public Raise(Desk desk, String id, int to) {
        super(desk, Plan.RAISE, id);
        this.to = to;
    }

    @Override
    protected Verdict act(String step) {
        if (!submitted() && inStep().compareTo(PATIENCE) > 0) {
            return new Verdict.Stop("nothing came of " + step + ": " + sentence());
        }
        return switch (step) {
            case "holds" -> evidence.holds(to);
            case "received" -> evidence.received(desk.record().ackers(), to);
            case "record" -> evidence.record(r -> Amend.of(r).k(to).done());
            default -> throw new IllegalStateException(step);
        };
    }
}
