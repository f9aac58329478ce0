package io.signalbox.agents.core;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What an order means, as a table of steps.
 *
 * @param need what must be there; also who may touch mysqld's process meanwhile
 * @param promise goes to disk together with the token, whether or not the order can be carried out
 * @param risk goes to disk together with the token, if the order is carried out: what might be so from the first step on
 * @param steps in their order, given what is so when the first one begins
 * @param settled goes to disk after the last step, before the answer
 * @param keepsSource an Open before this order may still forget its old source after it
 */
record Program(
        Need need,
        UnaryOperator<AgentMemory> promise,
        UnaryOperator<AgentMemory> risk,
        Function<Situation, List<Step>> steps,
        UnaryOperator<AgentMemory> settled,
        boolean keepsSource) {

    /** What an order needs. */
    enum Need {
        /** A mysqld that runs; its end is the end of the program. */
        MYSQLD,
        /** mysqld's process itself, running or not; the start gate keeps away meanwhile. */
        PROCESS,
        NOTHING
    }

    /**
     * What is so when the first step begins.
     *
     * @param running mysqld answers
     * @param alive there may be a process
     * @param tail it may hold transactions that nobody acknowledged
     */
    record Situation(boolean running, boolean alive, boolean tail) {}

    static Program of(Need need, Step... steps) {
        return of(need, situation -> List.of(steps));
    }

    static Program of(Need need, Function<Situation, List<Step>> steps) {
        return new Program(
                need, UnaryOperator.identity(), UnaryOperator.identity(), steps, UnaryOperator.identity(), false);
    }

    Program promising(UnaryOperator<AgentMemory> change) {
        return new Program(need, change, risk, steps, settled, keepsSource);
    }

    Program risking(UnaryOperator<AgentMemory> change) {
        return new Program(need, promise, change, steps, settled, keepsSource);
    }

    Program settling(UnaryOperator<AgentMemory> change) {
        return new Program(need, promise, risk, steps, change, keepsSource);
    }

    Program keepingSource() {
        return new Program(need, promise, risk, steps, settled, true);
    }
}
