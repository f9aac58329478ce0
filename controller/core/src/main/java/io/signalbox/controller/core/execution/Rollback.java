package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.Run;

/** A switchover ended before its point of no return: the recorded primary is opened again with the record's values. */
public final class Rollback extends Procedure {
    private final Opening opening = new Opening(this, true);
    private final Run run;

    public Rollback(Desk desk, Run run) {
        super(desk, Plan.ROLLBACK, run.id());
        this.run = new Run(Run.Kind.ROLLBACK, run.id(), run.from(), run.to(), run.cause(), run.operation());
    }

    public Run run() {
        return run;
    }

    @Override
    protected Verdict act(String step) {
        return switch (step) {
            case "announce" -> write(r -> Amend.of(r).run(run).done());
            case "open" -> desk.primary().dead() ? Verdict.NEXT : opening.open();
            case "route" -> desk.primary().dead() ? Verdict.NEXT : opening.route();
            case "finish" -> opening.finish();
            default -> throw new IllegalStateException(step);
        };
    }
}
