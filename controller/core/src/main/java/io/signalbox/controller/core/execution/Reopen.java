package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Cold start, or a loss that may not be answered by a failover: the recorded primary comes back as it is. */
public final class Reopen extends Procedure {
    /** An acker that does not come up holds nothing that the primary lacks, unless the primary's disk forgot it. */
    private static final Duration ACKERS_PATIENCE = Duration.ofSeconds(4);

    private final Opening opening = new Opening(this, true);
    private final Map<String, GtidSet> received = new TreeMap<>();

    public Reopen(Desk desk, String id) {
        super(desk, Plan.REOPEN, id);
    }

    /**
     * A mysqld that is open is the one that was in service, as it comes up closed: it is only offline, and has all that it
     * ever had. What an acker holds more is a commit whose session was ended while it waited; it is done when that acker
     * gets in again.
     */
    @Override
    protected boolean skips(String step) {
        return step.equals("compare") && desk.primary().open() && desk.primary().offline();
    }

    @Override
    protected Verdict act(String step) {
        return switch (step) {
            case "start" -> start();
            case "compare" -> compare();
            case "open" -> open();
            case "route" -> opening.route();
            default -> throw new IllegalStateException(step);
        };
    }

    private Verdict start() {
        ServerSight primary = desk.primary();
        if (primary.running()) {
            return Verdict.NEXT;
        }
        if (primary.process().filter(s -> s == ProcessState.CANNOT_START).isPresent()) {
            desk.memory().sawOpen(primary.name());
            return new Verdict.Stop("mysqld of " + primary.name() + " does not start");
        }
        if (primary.atTheGate()) {
            Outcome started = insistUntilSeen(primary.name(), new Order.Start());
            return Verdict.waitFor("mysqld of " + primary.name() + " to start. " + started.trouble());
        }
        return Verdict.waitFor("mysqld of " + primary.name());
    }

    private Verdict compare() {
        ServerSight primary = desk.primary();
        if (primary.dead()) {
            return new Verdict.Stop("mysqld of " + primary.name() + " ended again");
        }
        if (!(insist(primary.name(), new Order.ReadSets()) instanceof Outcome.Done own)) {
            return Verdict.waitFor("the primary's sets");
        }
        desk.topology().ackers().stream().filter(ServerSight::running).forEach(this::read);
        GtidSet held = own.answer().executed().union(own.answer().received());
        for (Map.Entry<String, GtidSet> acker : received.entrySet()) {
            if (!held.contains(acker.getValue())) {
                return new Verdict.Stop(acker.getKey() + " holds transactions that the recorded primary "
                        + primary.name() + " lacks: " + acker.getValue().minus(held));
            }
        }
        boolean all = received.keySet().containsAll(desk.record().ackers());
        return all || inStep().compareTo(ACKERS_PATIENCE) >= 0
                ? Verdict.NEXT
                : Verdict.waitFor("the ackers' received sets");
    }

    private Verdict open() {
        ServerSight primary = desk.primary();
        boolean compared = begun().containsKey("compare");
        return !compared && (primary.dead() || !primary.fresh())
                ? new Verdict.Stop(primary.name() + " was only offline, and is lost before its clients were let in")
                : opening.open();
    }

    private void read(ServerSight acker) {
        if (insist(acker.name(), new Order.ReadSets()) instanceof Outcome.Done done) {
            received.put(
                    acker.name(), done.answer().received().union(done.answer().executed()));
        }
    }
}
