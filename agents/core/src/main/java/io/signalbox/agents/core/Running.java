package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Command;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The program in progress: what is left of it, and the one effect that it waits for. */
final class Running {
    /** Where a program is. */
    enum Phase {
        /** Its token goes to disk. */
        ADMITTED,
        STEPPING,
        /** What its success means goes to disk. */
        SETTLING
    }

    private final @Nullable Command command;
    private final Program program;
    private final boolean ready;
    private final boolean tail;
    private final Deque<Step> left = new ArrayDeque<>();
    private Phase phase;
    private Facts facts = Facts.NONE;
    private long awaited;
    private @Nullable AgentEffect inFlight;
    private @Nullable Step current;
    private @Nullable Command cutBy;

    /**
     * @param ready what it needs was there when it was admitted
     * @param tail mysqld might hold a tail when it was admitted
     */
    Running(Command command, Program program, boolean ready, boolean tail) {
        this.command = command;
        this.program = program;
        this.ready = ready;
        this.tail = tail;
        this.phase = Phase.ADMITTED;
    }

    /** A program of the agent's own, without a token: nothing to remember, nobody to answer. */
    Running(Program program, List<Step> steps) {
        this.command = null;
        this.program = program;
        this.ready = true;
        this.tail = false;
        this.phase = Phase.STEPPING;
        left.addAll(steps);
    }

    Optional<Command> command() {
        return Optional.ofNullable(command);
    }

    Program program() {
        return program;
    }

    Phase phase() {
        return phase;
    }

    boolean ready() {
        return ready;
    }

    boolean tail() {
        return tail;
    }

    Facts facts() {
        return facts;
    }

    Optional<Command> cutBy() {
        return Optional.ofNullable(cutBy);
    }

    /** Clients were turned away already: there is no way back, and it takes a moment only. */
    boolean mustEnd() {
        return command == null && program.need() == Program.Need.PROCESS;
    }

    /** The first order that cuts in is the one that is named. */
    void cut(Command by) {
        if (cutBy == null) {
            cutBy = by;
        }
    }

    void begin(List<Step> steps) {
        phase = Phase.STEPPING;
        left.addAll(steps);
    }

    void settle() {
        phase = Phase.SETTLING;
        current = null;
    }

    /** The next step that is not already so. */
    Optional<Step> next() {
        current = null;
        while (current == null && !left.isEmpty()) {
            Step step = left.poll();
            if (!step.already().test(facts)) {
                current = step;
            }
        }
        return Optional.ofNullable(current);
    }

    void await(long id, AgentEffect effect) {
        awaited = id;
        inFlight = effect;
    }

    boolean awaits(long id) {
        return inFlight != null && awaited == id;
    }

    long awaited() {
        return awaited;
    }

    Optional<AgentEffect> inFlight() {
        return Optional.ofNullable(inFlight);
    }

    /** The step in flight succeeded; it is returned. */
    Optional<Step> learn(AgentEvent.Acted acted) {
        inFlight = null;
        if (current != null) {
            facts = facts.and(acted, current.reads());
        }
        return Optional.ofNullable(current);
    }

    /** Whether a failure of the step in flight means that there was nothing to do. */
    boolean tolerates(String code) {
        inFlight = null;
        return current != null && current.harmless().contains(code);
    }
}
