package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.ClusterRecord.Mode;

/** An operator switches automatic acts off or on. */
public final class ModeChange extends Procedure {
    private final Mode mode;

    public ModeChange(Desk desk, String operation, Mode mode) {
        super(desk, Plan.MODE, operation);
        this.mode = mode;
    }

    @Override
    protected Verdict act(String step) {
        return write(r -> Amend.of(r).mode(mode).done());
    }
}
