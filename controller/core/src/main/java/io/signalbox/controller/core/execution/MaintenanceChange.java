package io.signalbox.controller.core.execution;

import io.signalbox.controller.core.plan.Plan;
import java.time.Duration;

/** An operator takes a database server out of service, or puts it back. What follows from the record is a repair. */
public final class MaintenanceChange extends Procedure {
    private static final Duration LEAVE_DEADLINE = Duration.ofSeconds(60);

    private final String server;
    private final boolean on;

    public MaintenanceChange(Desk desk, String operation, String server, boolean on) {
        super(desk, Plan.MAINTENANCE, operation);
        this.server = server;
        this.on = on;
    }

    public String server() {
        return server;
    }

    public boolean on() {
        return on;
    }

    @Override
    protected Verdict act(String step) {
        return switch (step) {
            case "record" -> write(r -> Amend.of(r).maintenance(server, on).done());
            case "leave" -> left();
            default -> throw new IllegalStateException(step);
        };
    }

    private Verdict left() {
        if (!on || !desk.record().ackers().contains(server)) {
            return Verdict.NEXT;
        }
        return inStep().compareTo(LEAVE_DEADLINE) < 0
                ? Verdict.waitFor(server + " to leave")
                : new Verdict.Stop(server + " is still an acker after " + LEAVE_DEADLINE.toSeconds()
                        + " s; it leaves as soon as the others hold everything");
    }
}
