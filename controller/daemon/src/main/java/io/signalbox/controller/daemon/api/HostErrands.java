package io.signalbox.controller.daemon.api;

import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.controller.core.effect.Effect.Blocker;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.State;
import io.signalbox.controller.daemon.api.HostPlan.Step;
import io.signalbox.controller.daemon.deploy.Journal;
import io.signalbox.controller.daemon.deploy.Pace;
import io.signalbox.controller.daemon.deploy.Turn;
import io.signalbox.controller.daemon.news.OperationBook;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hosts that are taken out of service or put back, one at a time. What was asked for is journaled before it is begun: whoever comes to
 * lead next does what is left of it.
 */
public final class HostErrands implements AutoCloseable {
    /** Until a controller that has just come to lead knows enough to judge a step, and what its kernel goes on with has ended. */
    static final Duration SETTLES = Duration.ofSeconds(60);

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(HostErrands.class);

    private final Site site;
    private final OperationBook operations;
    private final Errands errands;
    private final Turn turn;
    private final Journal journal;
    private final Pace pace;
    private final BiConsumer<String, String> events;
    private volatile boolean attended;
    private volatile boolean closed;
    private volatile @Nullable Thread thread;

    /** @param events hears type and sentence */
    public HostErrands(
            Site site,
            OperationBook operations,
            Turn turn,
            Journal journal,
            Pace pace,
            BiConsumer<String, String> events) {
        this.site = site;
        this.operations = operations;
        this.errands = new Errands(operations);
        this.turn = turn;
        this.journal = journal;
        this.pace = pace;
        this.events = events;
    }

    /** Every step is asked whether it could be done now. */
    List<Blocker> blockers(HostErrand errand, List<Step> steps)
            throws InterruptedException, ExecutionException, TimeoutException {
        HostPlan plan = errand.plan(site);
        List<Blocker> blockers = new ArrayList<>(errand.out() ? plan.foreseen() : List.of());
        for (Step step : steps) {
            Operation answer = Errands.ask(step.seat(), step.intent(), Asking.id(true), true);
            answer.blockers().stream()
                    .filter(blocker -> !plan.overcome(blocker) && !blockers.contains(blocker))
                    .forEach(blockers::add);
        }
        return blockers;
    }

    /** Returns whose turn it is, or nothing: it is begun, and will be ended. */
    Optional<String> begin(HostErrand errand, List<Step> steps) throws IOException {
        Optional<String> busy = turn.take(who(errand));
        if (busy.isPresent()) {
            return busy;
        }
        boolean goesOn = false;
        try {
            journal.write(errand);
            start(errand, () -> walk(errand, steps));
            goesOn = true;
            return Optional.empty();
        } finally {
            if (!goesOn) {
                turn.give();
            }
        }
    }

    private static String who(HostErrand errand) {
        return "the maintenance of " + errand.host();
    }

    /** Asked every second or so: who has come to lead looks into the journal, once. */
    public void attend() {
        if (!leads()) {
            attended = false;
        } else if (!attended) {
            try {
                attended = resume(journal.last(HostErrand.class));
            } catch (IOException | MalformedMessage e) {
                LOG.atWarn()
                        .addKeyValue("rule", "host")
                        .addKeyValue("reason", e.getMessage())
                        .log("The journal of hosts' maintenance could not be read.");
            }
        }
    }

    /** Returns whether nothing is left to be taken up. */
    private boolean resume(Optional<HostErrand> last) {
        if (last.isEmpty() || !last.get().open() || thread != null) {
            return true;
        }
        HostErrand errand = last.get();
        if (turn.take(who(errand)).isPresent()) {
            return false;
        }
        events.accept("host.resumed", who(errand) + " was interrupted and goes on");
        start(errand, () -> takeUp(errand));
        return true;
    }

    private boolean leads() {
        return !closed
                && site.standing().leads()
                && site.seats().values().stream().allMatch(seat -> seat.view().leading());
    }

    /** Returns how it ended. */
    private interface Work {
        Operation end() throws InterruptedException;
    }

    private void start(HostErrand errand, Work work) {
        operations.begin(
                operation(errand, State.RUNNING, errand.host(), List.of()),
                "",
                errand.requestedBy(),
                errand.startedAt());
        Thread begun = Thread.ofVirtual().name("host-plan").unstarted(() -> carryOut(errand, work));
        thread = begun;
        begun.start();
    }

    private void carryOut(HostErrand errand, Work work) {
        try {
            Operation end = work.end();
            if (leads()) {
                journal.write(errand.ended());
                operations.progress("", end, pace.now());
            } else {
                interrupted(errand, "this controller leads no more");
            }
        } catch (InterruptedException e) {
            interrupted(errand, "this controller is stopping");
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            interrupted(errand, "its end could not be written: " + e.getMessage());
        } finally {
            thread = null;
            attended = false;
            turn.give();
        }
    }

    private static void interrupted(HostErrand errand, String why) {
        LOG.atWarn()
                .addKeyValue("rule", "host")
                .addKeyValue("operation", errand.id())
                .addKeyValue("reason", why)
                .log("The maintenance of a host is interrupted; whoever leads goes on with it.");
    }

    /** What is left, as soon as nothing speaks against it any more. */
    private Operation takeUp(HostErrand errand) throws InterruptedException {
        Duration until = pace.elapsed().plus(SETTLES);
        while (true) {
            List<Step> steps = errand.steps(site);
            List<Blocker> blockers = judged(errand, steps);
            if (blockers.isEmpty()) {
                return walk(errand, steps);
            }
            if (pace.elapsed().compareTo(until) > 0 || !leads()) {
                return operation(errand, State.FAILED, blockers.getFirst().sentence(), blockers);
            }
            pace.pause(AGAIN);
        }
    }

    private List<Blocker> judged(HostErrand errand, List<Step> steps) throws InterruptedException {
        if (KernelTier.sightOf(site).none()) {
            return List.of(new Blocker("NO_PROXY", errand.host(), "no proxy is heard"));
        }
        try {
            return blockers(errand, steps);
        } catch (ExecutionException | TimeoutException e) {
            return List.of(new Blocker("NO_ANSWER", errand.host(), "the kernel does not answer: " + e.getMessage()));
        }
    }

    private Operation walk(HostErrand errand, List<Step> steps) throws InterruptedException {
        for (Step step : steps) {
            operations.progress("", operation(errand, State.RUNNING, step.sentence(), List.of()), pace.now());
            Operation end = errands.end(step.seat(), step.intent(), errand.deadline());
            if (end.state() != State.DONE) {
                return operation(errand, State.FAILED, step.sentence() + ": " + end.sentence(), end.blockers());
            }
        }
        return operation(errand, State.DONE, steps.isEmpty() ? "it was so already" : "", List.of());
    }

    private static Operation operation(HostErrand errand, State state, String sentence, List<Blocker> blockers) {
        return new Operation(errand.id(), errand.kind(), state, sentence, blockers, "");
    }

    @Override
    public void close() {
        closed = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
