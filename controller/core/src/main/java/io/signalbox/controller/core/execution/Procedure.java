package io.signalbox.controller.core.execution;

import io.signalbox.agents.protocol.Order;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.plan.Plan;
import io.signalbox.controller.core.plan.Step;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.record.JournalEntry.Phase;
import io.signalbox.controller.core.topology.ServerSight;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One plan being carried out. After every event it is asked to get on; it does each step of its table in order, each
 * journaled before its first act. A step says only how it looks now (see {@link Verdict}); it may be asked any number
 * of times, and sends each command once.
 */
public abstract class Procedure {
    private static final Duration RETRY = Duration.ofMillis(200);

    /** What was done and is still not seen after so long has come undone. */
    private static final Duration UNDONE = Duration.ofSeconds(2);

    /** Where a procedure is. */
    public enum State {
        RUNNING,
        DONE,
        STOPPED
    }

    private record Asked(String command, Time at) {}

    protected final Desk desk;
    private final Plan plan;
    private final String id;
    private final Time started;
    private final Map<String, Time> begun = new LinkedHashMap<>();
    private final Map<String, Asked> asked = new HashMap<>();
    private Optional<ClusterRecord> submitted = Optional.empty();
    private int at;
    private State state = State.RUNNING;
    private String sentence = "";

    protected Procedure(Desk desk, Plan plan, String id) {
        this.desk = desk;
        this.plan = plan;
        this.id = id;
        this.started = desk.now();
    }

    /** How the step of this name looks now; does what is missing. */
    protected abstract Verdict act(String step);

    /** What the next leader must know beyond the record, in each of this plan's journal entries; usually nothing. */
    protected String remark() {
        return "";
    }

    /** A step that this run has no use for is neither journaled nor done. */
    protected boolean skips(String step) {
        return false;
    }

    /** Begins in the middle, when the record says that the steps before were done. */
    protected final void beginAt(String step) {
        at = plan.steps().stream().map(Step::name).toList().indexOf(step);
    }

    /** Gets on as far as possible. */
    public final void advance() {
        while (state == State.RUNNING) {
            String step = plan.steps().get(at).name();
            if (skips(step)) {
                at++;
                continue;
            }
            if (!begun.containsKey(step)) {
                begun.put(step, desk.now());
                journal(step, Phase.BEGUN, remark());
            }
            Verdict verdict = act(step);
            switch (verdict) {
                case Verdict.Wait wait -> {
                    sentence = wait.why();
                    return;
                }
                case Verdict.Next next -> next();
                case Verdict.Stop stop -> end(State.STOPPED, stop.why());
            }
        }
    }

    private void next() {
        forgetAsked();
        submitted = Optional.empty();
        sentence = "";
        at++;
        if (at == plan.steps().size()) {
            at--;
            end(State.DONE, "");
        }
    }

    private void end(State end, String why) {
        state = end;
        sentence = why;
        journal(step(), end == State.DONE ? Phase.DONE : Phase.FAILED, why);
        forgetAsked();
    }

    /** Something more urgent takes its place. */
    public final void preempt(String why) {
        end(State.STOPPED, why);
    }

    private void journal(String step, Phase phase, String why) {
        desk.journal(new JournalEntry(
                id, plan.word(), step, phase, why, desk.now().wall().toEpochMilli()));
    }

    private void forgetAsked() {
        asked.values().forEach(a -> desk.forget(a.command()));
        asked.clear();
    }

    // ---- for steps

    /** Sends the order once in this step; what became of it. A server without a link is asked as soon as it has one. */
    protected final Outcome ask(String server, Order order) {
        String key = server + " " + order.getClass().getSimpleName();
        Asked before = asked.get(key);
        if (before != null) {
            return desk.outcome(before.command());
        }
        if (!heard(server)) {
            return new Outcome.Unknown("nothing heard of the agent of " + server + " since this controller leads");
        }
        asked.put(key, new Asked(desk.send(server, order), desk.now()));
        return new Outcome.Pending();
    }

    /** As {@link #ask}, and again under a higher token for as long as it is not done. */
    protected final Outcome insist(String server, Order order) {
        Outcome outcome = ask(server, order);
        if (!outcome.isDone() && !outcome.isPending()) {
            askAgainAfter(RETRY, server, order);
        }
        return outcome;
    }

    /** As {@link #insist}, and again for as long as nothing of it is seen: a server that was started may have ended since. */
    protected final Outcome insistUntilSeen(String server, Order order) {
        Outcome outcome = insist(server, order);
        if (outcome.isDone()) {
            askAgainAfter(UNDONE, server, order);
        }
        return outcome;
    }

    /** Nobody is left who could answer: the server is not busy with it any more. */
    protected final void expectNoAnswer(String server, Order order, String why) {
        Asked before = asked.get(server + " " + order.getClass().getSimpleName());
        if (before != null) {
            desk.unanswered(before.command(), why);
        }
    }

    /** Lets {@link #ask} send once more when {@code pause} has passed since the last time. */
    protected final void askAgainAfter(Duration pause, String server, Order order) {
        String key = server + " " + order.getClass().getSimpleName();
        Asked before = asked.get(key);
        if (before != null && desk.now().since(before.at()).compareTo(pause) >= 0) {
            desk.forget(before.command());
            asked.remove(key);
        }
    }

    /** Writes the record once in this step; done when it is durable. */
    protected final Verdict write(UnaryOperator<ClusterRecord> change) {
        if (submitted.isEmpty()) {
            submitted = desk.write(change);
            return Verdict.waitFor("the record's write");
        }
        return desk.record().rev() >= submitted.get().rev() ? Verdict.NEXT : Verdict.waitFor("the record's write");
    }

    /** The record's write of this step is on its way, or done: there is no way back before the answer. */
    protected final boolean submitted() {
        return submitted.isPresent();
    }

    /** How long the present step has run. */
    protected final Duration inStep() {
        return desk.now().since(begun.getOrDefault(step(), desk.now()));
    }

    /**
     * Linked, and its report was held against the store since this leader took office. Before that the record may be an old
     * one that was put back, and the server is told nothing.
     */
    protected final boolean heard(String server) {
        return desk.topology()
                .server(server)
                .filter(ServerSight::linked)
                .flatMap(ServerSight::report)
                .isPresent();
    }

    // ---- for those who look

    public final Plan plan() {
        return plan;
    }

    public final String id() {
        return id;
    }

    public final State state() {
        return state;
    }

    public final String step() {
        return plan.steps().get(at).name();
    }

    /** Why it waits, or why it stopped. */
    public final String sentence() {
        return sentence;
    }

    public final Time started() {
        return started;
    }

    /** How long a step took: until the next one was begun, or until now. Empty for one that was not begun here. */
    public final Optional<Duration> took(String step) {
        List<String> steps = List.copyOf(begun.keySet());
        int next = steps.indexOf(step) + 1;
        Time end = next < steps.size() ? begun.getOrDefault(steps.get(next), desk.now()) : desk.now();
        return Optional.ofNullable(begun.get(step)).map(end::since);
    }

    /** When each step was begun, in order. */
    public final Map<String, Time> begun() {
        return begun;
    }
}
