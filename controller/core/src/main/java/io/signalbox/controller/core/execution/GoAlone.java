package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import java.util.List;

/** Nobody acknowledges: the record first, then the primary counts nobody. docs/protocol.md, "Go alone". */
public final class GoAlone extends Procedure {

    public GoAlone(Desk desk, String id) {
        super(desk, Plan.GO_ALONE, id);
    }

    @Override
    protected Verdict act(String step) {
        return switch (step) {
            case "record" -> record();
            case "release" -> release();
            default -> throw new IllegalStateException(step);
        };
    }

    private Verdict record() {
        return desk.record().ackers().isEmpty() && !submitted()
                ? Verdict.NEXT
                : write(r ->
                        Amend.of(r).ackersAndCount(List.of(), 1).proven(false).done());
    }

    private Verdict release() {
        if (desk.primary().dead()) {
            return new Verdict.Stop("the primary ended meanwhile");
        }
        Outcome released = insist(desk.record().primary(), new Order.GoAlone());
        return released.isDone() ? Verdict.NEXT : Verdict.waitFor("the primary to count nobody. " + released.trouble());
    }
}
