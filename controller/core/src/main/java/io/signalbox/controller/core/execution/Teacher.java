package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.topology.ServerSight;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells every agent what the record says, so that it knows without a controller. Never in anybody's way. */
public final class Teacher {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private record Lesson(Order.Learn learn, String incarnation, String command, Time at) {}

    private final Desk desk;
    private final Map<String, Lesson> taught = new HashMap<>();

    public Teacher(Desk desk) {
        this.desk = desk;
    }

    public void clear() {
        taught.clear();
    }

    /** Sends whatever is missing. To be called while no plan on the whole cluster runs. */
    public void teach() {
        ClusterRecord record = desk.record();
        Order.Learn learn = new Order.Learn(
                record.primary(),
                record.ackers(),
                record.proven(),
                Optional.of(new Order.Edition(record.term(), record.edition(), record.epoch(), record.k())));
        for (ServerSight s : desk.topology().servers()) {
            if (s.fresh() && !knows(s, learn) && !desk.busy(s.name())) {
                taught.put(s.name(), new Lesson(learn, incarnation(s), desk.send(s.name(), learn), desk.now()));
            }
        }
    }

    private boolean knows(ServerSight s, Order.Learn learn) {
        Lesson last = taught.get(s.name());
        if (last == null || !last.learn().equals(learn) || !last.incarnation().equals(incarnation(s))) {
            return false;
        }
        Outcome outcome = desk.outcome(last.command());
        return outcome.isDone()
                || outcome.isPending()
                || desk.now().since(last.at()).compareTo(RETRY) < 0;
    }

    private static String incarnation(ServerSight s) {
        return s.report().orElseThrow().incarnation();
    }
}
