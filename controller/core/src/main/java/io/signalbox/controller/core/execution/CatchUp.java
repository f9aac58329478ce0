package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.topology.ServerSight;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A better-informed server may not be promoted, but it can be followed: the chosen one does so, semi-sync off, until it
 * holds everything, and is then detached again. Both promised the epoch when they were detached; nobody writes, so what
 * is read at the end is all there is. docs/protocol.md, "Failover", and ADR 0012.
 */
final class CatchUp {
    private static final Duration REREAD = Duration.ofMillis(50);

    /** A receiver that was told to follow and is not seen to do so after so long has ended since. */
    private static final Duration UNDONE = Duration.ofSeconds(2);

    private static final String GONE = "no catching up: source or winner gone";

    /** The source may have locked the winner's account when it was primary: it cannot unlock it while it is none. */
    private static final String SHUT_OUT = "no catching up: nothing is received";

    private final Procedure procedure;
    private final Desk desk;
    private final Election.Choice choice;
    private final GtidSet goal;
    private boolean complete;

    CatchUp(Procedure procedure, Election.Choice choice, GtidSet goal) {
        this.procedure = procedure;
        this.desk = procedure.desk;
        this.choice = choice;
        this.goal = goal;
    }

    /** @param ended hears what the winner holds, once it holds everything and was detached again */
    Verdict advance(Consumer<Outcome.Done> ended) {
        if (!complete) {
            complete = holdsEverything();
        }
        if (!complete) {
            return Verdict.waitFor(
                    choice.winner() + " to receive from " + choice.source() + " what it lacks" + trouble());
        }
        Outcome detached = procedure.insist(choice.winner(), new Order.Detach());
        if (detached instanceof Outcome.Done done) {
            ended.accept(done);
            return Verdict.NEXT;
        }
        return Verdict.waitFor(choice.winner() + " to be detached again. " + detached.trouble());
    }

    /**
     * It takes too long, or one of the two is gone or does not let the other in, or what is missing stands behind an applier that has stopped: the
     * failover is given up.
     */
    boolean hopeless(Duration inStep) {
        return inStep.compareTo(desk.settings().bounds().applyDeadline()) >= 0
                || lasts(GONE, !bothRun(), 1)
                || lasts(SHUT_OUT, !complete && !receives(), 2)
                || desk.topology()
                        .server(choice.source())
                        .flatMap(ServerSight::mysql)
                        .filter(m ->
                                !m.applier().error().isEmpty() && !m.executed().contains(goal))
                        .isPresent();
    }

    private boolean lasts(String condition, boolean holds, int deadlines) {
        Duration bound = desk.settings().bounds().commandDeadline().multipliedBy(deadlines);
        return desk.memory().heldFor(condition, holds, bound, desk.now());
    }

    private boolean receives() {
        return winner().receivesFrom(desk.topology().server(choice.source()).orElseThrow());
    }

    private boolean bothRun() {
        ServerSight source = desk.topology().server(choice.source()).orElseThrow();
        return source.running() && winner().running();
    }

    String failure() {
        return choice.winner() + " cannot be brought up to date from " + choice.source() + ", which may not be promoted"
                + trouble();
    }

    private boolean holdsEverything() {
        ServerSight source = desk.topology().server(choice.source()).orElseThrow();
        Order follow = new Order.Follow(Desk.endpoint(source), false);
        if (!procedure.insist(choice.winner(), follow).isDone()) {
            return false;
        }
        if (!winner().follows(source)) {
            procedure.askAgainAfter(UNDONE, choice.winner(), follow);
        }
        wake(source);
        return read();
    }

    /**
     * A server that was restarted does not apply, and sends only what it has applied. The order that starts an applier is
     * to follow somebody: it follows the winner, as it will anyway; neither has anything that the other must not have.
     */
    private void wake(ServerSight source) {
        boolean asleep = source.mysql()
                .filter(m -> !m.applier().running()
                        && m.applier().error().isEmpty()
                        && !m.executed().contains(goal))
                .isPresent();
        if (asleep) {
            Order follow = new Order.Follow(Desk.endpoint(winner()), false);
            procedure.insist(source.name(), follow);
            procedure.askAgainAfter(UNDONE, source.name(), follow);
        }
    }

    private boolean read() {
        Order read = new Order.ReadSets();
        Outcome outcome = procedure.ask(choice.winner(), read);
        boolean all = outcome instanceof Outcome.Done done
                && done.answer().received().union(done.answer().executed()).contains(goal);
        if (!all && !outcome.isPending()) {
            procedure.askAgainAfter(REREAD, choice.winner(), read);
        }
        return all;
    }

    private ServerSight winner() {
        return desk.topology().server(choice.winner()).orElseThrow();
    }

    private String trouble() {
        String receiver = winner().receiver().map(r -> r.error()).orElse("");
        String applier = desk.topology()
                .server(choice.source())
                .flatMap(ServerSight::mysql)
                .map(m -> m.applier().error())
                .orElse("");
        return (receiver.isEmpty() ? "" : "; its receiver: " + receiver)
                + (applier.isEmpty() ? "" : "; the applier of " + choice.source() + ": " + applier);
    }
}
