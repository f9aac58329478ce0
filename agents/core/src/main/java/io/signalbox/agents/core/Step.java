package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.mysql.act.MysqlAct;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A row of a program: one effect, and what its outcome means.
 *
 * @param already when this holds before the step, it is skipped
 * @param reads its answer carries sets
 * @param harmless codes of failures that mean: there was nothing to do
 * @param verdict after the step: an answer that ends the program here, or none
 */
record Step(
        Want want,
        Predicate<Facts> already,
        boolean reads,
        Set<String> harmless,
        Function<Facts, Optional<Answer.Result>> verdict) {

    /** The effect, once its id and what is known are known. */
    @FunctionalInterface
    interface Want {
        AgentEffect effect(long id, Facts facts);
    }

    static Step of(Want want) {
        return new Step(want, facts -> false, false, Set.of(), facts -> Optional.empty());
    }

    static Step act(MysqlAct act, Duration bound) {
        return of((id, facts) -> new AgentEffect.Act(id, act, bound));
    }

    Step unless(Predicate<Facts> so) {
        return new Step(want, already.or(so), reads, harmless, verdict);
    }

    Step reading() {
        return new Step(want, already, true, harmless, verdict);
    }

    Step tolerating(String code) {
        return new Step(want, already, reads, Set.of(code), verdict);
    }

    Step refusedIf(Predicate<Facts> so, Answer.Refusal code, String sentence) {
        return new Step(
                want,
                already,
                reads,
                harmless,
                facts -> so.test(facts) ? Optional.of(new Answer.Refused(code, sentence)) : Optional.empty());
    }
}
