package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.plan.Plan;
import java.util.List;

/**
 * The first record of a site: one primary, alone; the others join afterwards. By itself where all servers are empty; of servers
 * that hold something an operator names the first.
 */
public final class Bootstrap extends Procedure {
    private final String first;
    private final String operation;
    private final Opening opening = new Opening(this, true);

    /** @param operation that asked for it; empty if nobody did */
    public Bootstrap(Desk desk, String id, String first, String operation) {
        super(desk, Plan.BOOTSTRAP, id);
        this.first = first;
        this.operation = operation;
    }

    public String first() {
        return first;
    }

    public String operation() {
        return operation;
    }

    @Override
    protected Verdict act(String step) {
        return switch (step) {
            case "record" ->
                write(r -> Amend.of(r)
                        .nextEpoch()
                        .primary(first)
                        .ackersAndCount(List.of(), 1)
                        .proven(false)
                        .done());
            case "open" -> opening.open();
            case "route" -> opening.route();
            default -> throw new IllegalStateException(step);
        };
    }
}
