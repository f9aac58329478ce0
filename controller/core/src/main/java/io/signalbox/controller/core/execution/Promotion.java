package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.Run;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.List;

/** A dead leader had named the new primary: it alone is opened, whatever became of it. */
public final class Promotion extends Procedure {
    private final Opening opening;
    private final Run run;

    /** @param journal of the dead leader; that an operator allowed data loss is found there, and nowhere else */
    public Promotion(Desk desk, List<JournalEntry> journal) {
        super(desk, Plan.PROMOTE, desk.record().run().id());
        this.run = desk.record().run();
        this.opening = new Opening(this, Failover.allowedLoss(run, journal));
    }

    /** What the dead leader had begun. */
    public Run run() {
        return run;
    }

    /** What the new primary had executed when it was opened. */
    public GtidSet opened() {
        return opening.executed();
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
