package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.plan.Plan;
import java.util.List;

/** The first record of a site whose servers are all empty: one primary, alone; the others join afterwards. */
public final class Bootstrap extends Procedure {
    private final String first;
    private final Opening opening = new Opening(this, true);

    public Bootstrap(Desk desk, String id, String first) {
        super(desk, Plan.BOOTSTRAP, id);
        this.first = first;
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
