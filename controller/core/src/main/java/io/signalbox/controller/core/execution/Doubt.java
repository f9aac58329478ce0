package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.plan.Plan;

/** The primary was found not to wait for acknowledgements: what the record promised no longer holds. */
public final class Doubt extends Procedure {

    public Doubt(Desk desk, String id) {
        super(desk, Plan.DOUBT, id);
    }

    @Override
    protected Verdict act(String step) {
        return write(r -> Amend.of(r).proven(false).done());
    }
}
