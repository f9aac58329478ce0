package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.topology.ServerSight;
import java.time.Duration;

/** A plan of one order for one server: follow the primary again, be let in by it, start as it is, or be started anew. */
public final class Single extends Procedure {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String server;

    public Single(Desk desk, Plan plan, String id, String server) {
        super(desk, plan, id);
        this.server = server;
    }

    @Override
    protected Verdict act(String step) {
        if (!desk.topology().server(server).filter(ServerSight::fresh).isPresent()
                || inStep().compareTo(PATIENCE) > 0) {
            return new Verdict.Stop(server + " cannot be seen, or does not do it");
        }
        Outcome outcome = insist(step.equals("admit") ? desk.record().primary() : server, order(step));
        return outcome.isDone() ? Verdict.NEXT : Verdict.waitFor(outcome.trouble());
    }

    private Order order(String step) {
        return switch (step) {
            case "follow" -> new Order.Follow(Desk.endpoint(desk.primary()), true);
            case "admit" -> new Order.Admit(server);
            case "start" -> new Order.Start();
            case "kill" -> new Order.Fence("it does not answer");
            default -> throw new IllegalStateException(step);
        };
    }
}
