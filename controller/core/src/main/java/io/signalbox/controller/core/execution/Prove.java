package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.plan.Plan;
import java.time.Duration;

/** The record becomes proven again. docs/protocol.md, "Prove". */
public final class Prove extends Procedure {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Evidence evidence = new Evidence(this);

    public Prove(Desk desk, String id) {
        super(desk, Plan.PROVE, id);
    }

    @Override
    protected Verdict act(String step) {
        if (!submitted() && inStep().compareTo(PATIENCE) > 0) {
            return new Verdict.Stop("nothing came of " + step + ": " + sentence());
        }
        return switch (step) {
            case "holds" -> evidence.holds(desk.record().k());
            case "received" ->
                evidence.received(desk.record().ackers(), desk.record().k());
            case "record" -> evidence.record(r -> Amend.of(r).proven(true).done());
            default -> throw new IllegalStateException(step);
        };
    }
}
