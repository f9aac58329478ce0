package io.signalbox.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A judge that sees nothing proves nothing: a rule that is taken away must be missed. */
class MutationsTest {
    /** Each of them shows within so many. */
    private static final int HISTORIES = 1_000;

    private static final int HARMLESS = 100;
    private static final int PUT_BACK = 500;

    @ParameterizedTest
    @EnumSource(Mutation.class)
    void theJudgeMissesTheRuleThatWasTakenAway(Mutation mutation) {
        assertThat(Hunt.of(mutation, 1, HISTORIES))
                .describedAs("%s was seen in %d histories", mutation, HISTORIES)
                .isPresent();
    }

    /** What catches the mutations is their damage, not the way in which it is done. */
    @Test
    void aMindThatWasOnlyWrappedBreaksNothing() {
        History.Damage wrapped = new History.Damage(
                setup -> setup.with(DamagedLeaders.sending(order -> order))
                        .with(DamagedAgents.changing(effect -> effect)),
                List.of());
        for (long seed = 1; seed <= HARMLESS; seed++) {
            assertThat(History.runDamaged(seed, Optional.empty(), wrapped).violations())
                    .describedAs("seed %d", seed)
                    .isEmpty();
        }
    }

    /** What the mutation that believes such a store is held against. */
    @Test
    void aStoreThatWasPutBackMakesNobodyDoAnythingWrong() {
        History.Damage putBack = new History.Damage(UnaryOperator.identity(), List.of(), true);
        for (long seed = 1; seed <= PUT_BACK; seed++) {
            assertThat(History.runDamaged(seed, Optional.empty(), putBack).violations().stream()
                            .filter(violation -> violation.invariant().ofSafety()))
                    .describedAs("seed %d", seed)
                    .isEmpty();
        }
    }

    /** Looks for the first history in which a mutation shows. */
    static final class Hunt {
        private Hunt() {}

        static Optional<History.Outcome> of(Mutation mutation, long first, int histories) {
            for (long seed = first; seed < first + histories; seed++) {
                History.Outcome outcome = History.runDamaged(seed, Optional.empty(), mutation.damage());
                if (outcome.violations().stream()
                        .anyMatch(violation -> violation.invariant().ofSafety())) {
                    return Optional.of(outcome);
                }
            }
            return Optional.empty();
        }
    }
}
