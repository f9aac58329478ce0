package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;

/** A harmless server becomes an acker. docs/protocol.md, "Join". */
public final class Join extends Procedure {
    /** So few transactions left to apply do not slow a failover. */
    private static final long SMALL_BACKLOG = 500;

    /** A door that was shut meanwhile (Prove shuts out all but the ackers) is opened again this often. */
    private static final Duration KNOCK = Duration.ofSeconds(1);

    /** A report may be older than the Follow that was answered for less than this. */
    private static final Duration STOPPED = Duration.ofSeconds(2);

    /** An order that has not been obeyed for so long is given up, and said so; all begins anew. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** MySQL's words when the source's binlogs do not reach back as far as this server (error 1789, in 1236). */
    private static final String PURGED = "purged required binary logs";

    private final String server;
    private GtidSet held = GtidSet.EMPTY;
    private GtidSet goal = GtidSet.EMPTY;

    public Join(Desk desk, String id, String server) {
        super(desk, Plan.JOIN, id);
        this.server = server;
    }

    @Override
    protected Verdict act(String step) {
        ServerSight primary = desk.primary();
        if (!submitted()
                && !desk.topology().server(server).filter(ServerSight::running).isPresent()) {
            return new Verdict.Stop(server + " does not run, or cannot be seen");
        }
        if (!submitted() && !step.equals("catch-up") && inStep().compareTo(PATIENCE) > 0) {
            return new Verdict.Stop("nothing came of " + step + ": " + sentence());
        }
        return switch (step) {
            case "follow" -> follow(primary);
            case "admit" -> admit(primary);
            case "catch-up" -> catchUp(primary);
            case "record" -> write(r -> Amend.of(r).plusAcker(server).done());
            case "acknowledge" -> done(insist(server, new Order.Follow(Desk.endpoint(primary), true)));
            default -> throw new IllegalStateException(step);
        };
    }

    /** A server that hung while it was primary shows only when it goes on that it accepts writes: it must be rejoined. */
    private Verdict follow(ServerSight primary) {
        if (desk.topology().server(server).filter(ServerSight::open).isPresent()) {
            return new Verdict.Stop(server + " accepts writes");
        }
        if (desk.topology().server(server).filter(ServerSight::takesNoWrites).isPresent()) {
            return new Verdict.Stop("the disk of " + server + " takes no writes");
        }
        Outcome outcome = insist(server, new Order.Follow(Desk.endpoint(primary), false));
        if (outcome instanceof Outcome.Done done) {
            held = done.answer().executed().union(done.answer().received());
        }
        return done(outcome);
    }

    /** Its report may be older than what it received last from another source: the answers to these two orders are not. */
    private Verdict admit(ServerSight primary) {
        Outcome outcome = insist(primary.name(), new Order.Admit(server));
        if (outcome instanceof Outcome.Done done) {
            GtidSet ahead = primary.withoutItsOwn(
                    held.minus(done.answer().executed()).minus(done.answer().received()));
            return ahead.isEmpty()
                    ? Verdict.NEXT
                    : new Verdict.Stop(server + " has transactions that the primary lacks: " + ahead);
        }
        return done(outcome);
    }

    private static Verdict done(Outcome outcome) {
        return outcome.isDone() ? Verdict.NEXT : Verdict.waitFor(outcome.trouble());
    }

    private Verdict catchUp(ServerSight primary) {
        ServerSight joiner = desk.topology().server(server).orElseThrow();
        if (goal.isEmpty()) {
            goal = primary.executed();
        }
        if (!joiner.receivesFrom(primary)) {
            String error = errorFrom(primary, joiner);
            if (error.contains(PURGED)) {
                desk.memory().remembersDiverged(server, "its source has purged what it needs: " + error);
                return new Verdict.Stop("its source has purged what it needs");
            }
            if (!joiner.follows(primary) && inStep().compareTo(STOPPED) >= 0) {
                return new Verdict.Stop("its receiver was stopped");
            }
            knock(primary);
            return Verdict.waitFor(server + " to reach the primary. " + error);
        }
        return joiner.received().contains(goal) && joiner.backlog() <= SMALL_BACKLOG
                ? Verdict.NEXT
                : Verdict.waitFor(server + " to catch up");
    }

    /** A report from before the Follow may still tell what another source had answered: no reason for a copy of all data. */
    private static String errorFrom(ServerSight primary, ServerSight joiner) {
        return joiner.receiver()
                .filter(r -> r.source().equals(primary.address()))
                .map(r -> r.error())
                .orElse("");
    }

    private void knock(ServerSight primary) {
        Order admit = new Order.Admit(server);
        if (inStep().compareTo(KNOCK) >= 0) {
            ask(primary.name(), admit);
            askAgainAfter(KNOCK, primary.name(), admit);
        }
    }
}
