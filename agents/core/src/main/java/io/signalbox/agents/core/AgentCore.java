package io.signalbox.agents.core;

import io.signalbox.agents.core.AgentEffect.Abandon;
import io.signalbox.agents.core.AgentEffect.Remember;
import io.signalbox.agents.core.AgentEffect.Reply;
import io.signalbox.agents.core.AgentEffect.Say;
import io.signalbox.agents.core.Program.Need;
import io.signalbox.agents.core.Running.Phase;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Answer.Failed;
import io.signalbox.agents.protocol.Answer.Refusal;
import io.signalbox.agents.protocol.Answer.Refused;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one agent. Single-threaded and deterministic: the same events give the same effects.
 *
 * <p>One order runs at a time, as a {@link Program}; others queue in the order of their arrival, and each is judged by
 * its token when its turn comes. Fence, Detach and Rewind do not queue: they end what runs as soon as that can be ended
 * safely. A token, an epoch, a possible tail and a route are on disk before the first act that they cover.
 */
public final class AgentCore {
    /** More than these wait for nobody. */
    static final int MOST_QUEUED = 16;

    private final AgentSettings settings;
    private final Programs programs;
    private final StartGate gate;
    private final Isolation isolation;
    private final Tide tide;
    private final Answers answers = new Answers();
    private final List<Command> queue = new ArrayList<>();
    private final List<AgentEffect> effects = new ArrayList<>();
    private AgentMemory memory;
    private @Nullable Running running;
    private boolean sourceToForget;
    private long lastId;

    /** @param memory as found on disk, or {@link AgentMemory#BLANK} */
    public AgentCore(AgentSettings settings, AgentMemory memory) {
        this.settings = settings;
        this.memory = memory;
        this.programs = new Programs(settings);
        this.gate = new StartGate(settings.bounds(), this::newId);
        this.isolation = new Isolation(settings);
        this.tide = new Tide(memory.mark());
    }

    /** Takes one event and returns what must be done, in order. */
    public List<AgentEffect> handle(AgentEvent event) {
        switch (event) {
            case AgentEvent.Booted booted -> gate.booted(booted.found());
            case AgentEvent.Commanded commanded -> commanded(commanded.command());
            case AgentEvent.Remembered remembered -> remembered(remembered.id());
            case AgentEvent.Acted acted -> acted(acted);
            case AgentEvent.ActFailed failed -> failed(failed);
            case AgentEvent.ProcessChanged changed -> processChanged(changed.state());
            case AgentEvent.Looked look -> looked(look);
            case AgentEvent.Ends ends -> ends();
            case AgentEvent.Held held -> held(held);
        }
        goOn();
        List<AgentEffect> wanted = List.copyOf(effects);
        effects.clear();
        return wanted;
    }

    /** What is on disk, or about to be. */
    public AgentMemory memory() {
        return memory;
    }

    /** The process as the report must say it, the gate included. */
    public ProcessState process() {
        return gate.state();
    }

    /** Why mysqld cannot start, or what it waits for; empty while it runs. */
    public String processDetail() {
        return gate.detail();
    }

    /** What this server once had received and has no more; empty while all is well. */
    public GtidSet ebbed() {
        return tide.ebbed();
    }

    /** Whether neither a controller nor an acker has been there for a while. */
    public boolean isAlone() {
        return isolation.isAlone();
    }

    private void commanded(Command command) {
        Optional<Answer> before = answers.find(command.id());
        if (before.isPresent()) {
            effects.add(new Reply(before.get()));
        } else if (!inHand(command.id())) {
            Optional<Refused> refusal = Admission.refusal(settings, memory, command);
            if (refusal.isPresent()) {
                answer(command, refusal.get());
            } else if (Precedence.cutsIn(command.order())) {
                cutIn(command);
            } else if (queue.size() >= MOST_QUEUED) {
                answer(command, new Refused(Refusal.BUSY, MOST_QUEUED + " commands wait already"));
            } else {
                queue.add(command);
            }
        }
    }

    private boolean inHand(String id) {
        Stream<Command> now = running == null ? Stream.empty() : running.command().stream();
        return Stream.concat(now, queue.stream())
                .anyMatch(command -> command.id().equals(id));
    }

    /** To the front, behind others that cut in and do not outrank it less. */
    private void cutIn(Command command) {
        int at = 0;
        while (at < queue.size()
                && Precedence.cutsIn(queue.get(at).order())
                && command.token().outranks(queue.get(at).token())) {
            at++;
        }
        queue.add(at, command);
        if (running != null && !running.mustEnd()) {
            running.cut(command);
            giveUpIfItYields(running, command);
        }
    }

    private void giveUpIfItYields(Running program, Command by) {
        Optional<AgentEffect> inFlight = program.inFlight();
        if (inFlight.isPresent() && Precedence.yields(inFlight.get(), by.order())) {
            effects.add(new Abandon(program.awaited()));
            finish(program, outranked(program, by));
        }
    }

    private static Failed outranked(Running program, Command by) {
        return new Failed(
                "OUTRANKED",
                "given up for " + by.order().getClass().getSimpleName().toLowerCase(Locale.ROOT) + " " + by.token()
                        + program.command()
                                .map(command -> ", which outranks " + command.token())
                                .orElse(""));
    }

    private void remembered(long id) {
        if (running == null || !running.awaits(id)) {
            return;
        }
        if (running.phase() == Phase.SETTLING) {
            memory = running.program().settled().apply(memory);
            finish(running, running.facts().done());
        } else if (running.cutBy().isPresent()) {
            finish(running, outranked(running, running.cutBy().get()));
        } else {
            begin(running);
        }
    }

    private void begin(Running program) {
        Need need = program.program().need();
        boolean stillUp = need != Need.MYSQLD || gate.running();
        if (!program.ready() || !stillUp) {
            finish(program, new Refused(Refusal.MYSQLD_IS_DOWN, "mysqld is " + gate.inWords()));
            return;
        }
        var situation = new Program.Situation(gate.running(), gate.alive(), program.tail());
        if (need == Need.PROCESS) {
            effects.addAll(gate.release());
        }
        program.begin(program.program().steps().apply(situation));
        advance(program);
    }

    private void advance(Running program) {
        Optional<Step> next = program.next();
        if (next.isPresent()) {
            long id = newId();
            AgentEffect effect = next.get().want().effect(id, program.facts());
            gate.begins(effect);
            perform(program, id, effect);
        } else if (program.program().settled().apply(memory).equals(memory)) {
            finish(program, program.facts().done());
        } else {
            program.settle();
            long id = newId();
            perform(program, id, new Remember(id, program.program().settled().apply(memory)));
        }
    }

    private void perform(Running program, long id, AgentEffect effect) {
        program.await(id, effect);
        effects.add(effect);
    }

    private void acted(AgentEvent.Acted acted) {
        if (gate.awaits(acted.id())) {
            effects.addAll(gate.acted());
        } else if (running != null && running.awaits(acted.id())) {
            running.inFlight().ifPresent(gate::became);
            Optional<Answer.Result> end =
                    running.learn(acted).flatMap(step -> step.verdict().apply(runningFacts()));
            goOnOrEnd(running, end);
        }
    }

    private Facts runningFacts() {
        return running == null ? Facts.NONE : running.facts();
    }

    private void goOnOrEnd(Running program, Optional<Answer.Result> end) {
        if (end.isPresent()) {
            finish(program, end.get());
        } else if (program.cutBy().isPresent()) {
            finish(program, outranked(program, program.cutBy().get()));
        } else {
            advance(program);
        }
    }

    private void failed(AgentEvent.ActFailed failed) {
        if (gate.awaits(failed.id())) {
            effects.addAll(gate.failed(failed.sentence()));
        } else if (running != null && running.awaits(failed.id())) {
            running.inFlight().ifPresent(effect -> gate.didNot(effect, failed.sentence()));
            goOnOrEnd(
                    running,
                    running.tolerates(failed.code())
                            ? Optional.empty()
                            : Optional.of(new Failed(failed.code(), failed.sentence())));
        }
    }

    private void processChanged(ProcessState seen) {
        effects.addAll(gate.changed(seen));
        if (!gate.running() && !tide.mark().equals(memory.mark())) {
            putDownTheMark();
        }
        if (running != null
                && running.phase() == Phase.STEPPING
                && running.program().need() == Need.MYSQLD
                && !gate.running()) {
            effects.add(new Abandon(running.awaited()));
            finish(running, new Failed("MYSQLD_DIED", "mysqld ended in the middle of it"));
        }
    }

    /**
     * A program that has mysqld's process may be cutting what it holds, and a copy that is not whole holds anything:
     * nothing is looked at meanwhile.
     */
    private void held(AgentEvent.Held held) {
        if (!gate.running()
                || memory.copying().isPresent()
                || (running != null && running.program().need() == Need.PROCESS)) {
            return;
        }
        boolean whole = tide.ebbed().isEmpty();
        boolean due = tide.looked(held.at(), held.received(), memory.epoch());
        if (due && !tide.mark().equals(memory.mark())) {
            putDownTheMark();
        }
        if (whole && !tide.ebbed().isEmpty()) {
            effects.add(new Say("received.lost", "received once, and not there any more: " + tide.ebbed()));
        }
    }

    private void putDownTheMark() {
        memory = memory.marking(tide.mark());
        effects.add(new Remember(newId(), memory));
    }

    private void looked(AgentEvent.Looked look) {
        switch (isolation.judge(look, memory, gate.running())) {
            case NOTHING_NEW -> {}
            case BEGINS ->
                effects.add(new Say(
                        "isolation.begins",
                        "no controller and no acker is there: this primary leaves service after "
                                + settings.isolation().toMillis() + " ms of it"));
            case OVER ->
                effects.add(new Say("isolation.over", "a controller or an acker is back, or mysqld has ended"));
            case DUE -> {
                if (isFreeToLeave()) {
                    String why = "isolated for " + settings.isolation().toMillis()
                            + " ms, without a controller and an acker";
                    effects.add(
                            new Say("isolation.leaves-service", why + ": clients are turned away, mysqld is killed"));
                    AgentSettings.Bounds bounds = settings.bounds();
                    effects.add(new AgentEffect.TurnAway(bounds.kernel(), bounds.offline()));
                    leaveService(why, programs.leaveService());
                }
            }
        }
    }

    /**
     * Somebody else stops this primary. An orderly end takes ten seconds, at whose end MySQL acknowledges what no replica
     * has: it is cut short. Its own agent looks whether commits wait before it ends a mysqld.
     */
    private void ends() {
        boolean mayOwe = memory.mayHoldTail() || isolation.isPrimaryWithAckers(memory);
        if (gate.running() && mayOwe && isFreeToLeave()) {
            String why = "somebody stopped mysqld, whose orderly end acknowledges commits that no replica has";
            effects.add(new Say("mysqld.end-cut-short", why + ": it is killed"));
            leaveService(why, programs.cutShort());
        }
    }

    /** What runs is given up; what cannot be given up is waited for, and this asked again at a later look. */
    private boolean isFreeToLeave() {
        if (running != null && running.program().need() != Need.PROCESS) {
            giveUpForLeaving(running);
        }
        return running == null;
    }

    /** As for a fence by order: whatever changes mysqld ends with it. */
    private void giveUpForLeaving(Running program) {
        Order fence = new Order.Fence("leaves service");
        if (program.inFlight()
                .filter(effect -> Precedence.yields(effect, fence))
                .isPresent()) {
            effects.add(new Abandon(program.awaited()));
            finish(program, new Failed("LEAVES_SERVICE", "given up: this server leaves service"));
        }
    }

    /** It comes back through the gate. */
    private void leaveService(String why, Program program) {
        effects.addAll(gate.release());
        gate.leavesService(why);
        if (!memory.mayHoldTail()) {
            memory = memory.withTail(true);
            effects.add(new Remember(newId(), memory));
        }
        running = new Running(program, program.steps().apply(new Program.Situation(true, true, true)));
        advance(running);
    }

    private void finish(Running program, Answer.Result result) {
        running = null;
        program.command().ifPresent(command -> {
            answer(command, tide.answers(command.order(), result, memory.epoch()));
            if (command.order() instanceof Order.Open && result instanceof Answer.Done) {
                sourceToForget = true;
            }
        });
    }

    private void answer(Command command, Answer.Result result) {
        Answer answer = new Answer(command.id(), settings.server(), command.token(), result);
        answers.keep(answer);
        effects.add(new Reply(answer));
        if (!(result instanceof Answer.Done)) {
            effects.add(new Say("command.not-done", command.id() + ": " + result));
        }
    }

    /** Until something is in progress, or nothing is left to do. */
    private void goOn() {
        while (running == null && !queue.isEmpty()) {
            admit(queue.removeFirst());
        }
        if (running == null && sourceToForget && gate.running()) {
            sourceToForget = false;
            Program program = programs.forgetSource();
            running = new Running(program, program.steps().apply(new Program.Situation(true, true, true)));
            advance(running);
        }
        if (running == null || running.program().need() != Need.PROCESS) {
            effects.addAll(gate.decide(memory.mayHoldTail()));
        }
    }

    private void admit(Command command) {
        Optional<Refused> refusal = Admission.refusal(settings, memory, command);
        if (refusal.isPresent()) {
            answer(command, refusal.get());
            return;
        }
        Program program = programs.of(command, tide);
        boolean ready = program.need() != Need.MYSQLD || gate.running();
        boolean tail = memory.mayHoldTail();
        memory = program.promise().apply(memory.obeying(command.token()));
        if (ready) {
            memory = program.risk().apply(memory);
        }
        tide.admitted(command.order());
        memory = memory.marking(tide.mark()); // whatever was reached goes to disk with the token: nobody waits for it
        sourceToForget = sourceToForget && program.keepsSource();
        running = new Running(command, program, ready, tail);
        long id = newId();
        perform(running, id, new Remember(id, memory));
    }

    private long newId() {
        return ++lastId;
    }
}
