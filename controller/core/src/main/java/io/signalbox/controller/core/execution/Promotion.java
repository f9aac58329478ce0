package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.plan.Plan;

/** A dead leader had named the new primary: it alone is opened, whatever became of it. */
public final class Promotion extends Procedure {
    private final Opening opening = new Opening(this);

    public Promotion(Desk desk) {
        super(desk, Plan.PROMOTE, desk.record().run().id());
    }

    @Override
    protected Verdict act(String step) {
        return switch (step) {
            case "open" -> opening.open();
            case "route" -> opening.route();
            case "finish" -> opening.finish();
            default -> throw new IllegalStateException(step);
        };
    }
}
