package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.topology.ServerSight;
import java.time.Duration;
import java.util.List;

/** The end of the day: hold clients, close writes, wait until nothing waits, then stop every mysqld, the primary first. */
public final class Shutdown extends Procedure {
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(15);

    private final String operation;

    public Shutdown(Desk desk, String operation) {
        super(desk, Plan.SHUTDOWN, operation);
        this.operation = operation;
    }

    public String operation() {
        return operation;
    }

    @Override
    protected Verdict act(String step) {
        return switch (step) {
            case "hold" -> hold();
            case "close" -> close();
            case "stop-primary" -> stop(desk.topology().primary().stream().toList());
            case "stop-replicas" -> stop(desk.topology().others());
            default -> throw new IllegalStateException(step);
        };
    }

    private Verdict hold() {
        desk.router().want(Order.Writer.NONE, false);
        return desk.router().settled() ? Verdict.NEXT : Verdict.waitFor("the proxies' read-back");
    }

    private Verdict close() {
        ServerSight primary = desk.topology().primary().orElse(null);
        if (primary == null || !primary.running()) {
            return Verdict.NEXT;
        }
        if (inStep().compareTo(CLOSE_PATIENCE) > 0) {
            return new Verdict.Stop("the primary does not close: " + sentence());
        }
        Outcome closed =
                insist(primary.name(), new Order.Close(desk.settings().bounds().lockWait()));
        if (closed.isDone()) {
            desk.router().want(Order.Writer.NONE, true);
            return Verdict.NEXT;
        }
        return Verdict.waitFor(closed.trouble());
    }

    private Verdict stop(List<ServerSight> servers) {
        boolean all = true;
        for (ServerSight s : servers) {
            boolean stopped = !s.linked() || s.stoppedOnPurpose();
            all &= stopped || insist(s.name(), new Order.Shutdown()).isDone();
        }
        return all ? Verdict.NEXT : Verdict.waitFor("every mysqld to stop");
    }
}
