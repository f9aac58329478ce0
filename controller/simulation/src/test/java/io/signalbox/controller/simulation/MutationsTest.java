package io.signalbox.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A judge that sees nothing proves nothing: a rule that is taken away must be missed. */
class MutationsTest {
    /** Each of them shows within so many. */
    private static final int HISTORIES = 40;

    static Stream<Mutation> mutations() {
        return Stream.of(Mutation.values()).filter(mutation -> !Mutation.RARE.contains(mutation.name()));
    }

    @ParameterizedTest
    @MethodSource("mutations")
    void theJudgeMissesTheRuleThatWasTakenAway(Mutation mutation) {
        boolean seen = false;
        for (long seed = 1; seed <= HISTORIES && !seen; seed++) {
            History.Outcome outcome = History.runDamaged(seed, line -> {}, mutation.damage());
            seen = outcome.violations().stream().anyMatch(MutationsTest::isOfSafety);
        }
        assertThat(seen)
                .describedAs("%s was seen in %d histories", mutation, HISTORIES)
                .isTrue();
    }

    private static boolean isOfSafety(Judge.Violation violation) {
        return switch (violation.invariant()) {
            case P1_ACKNOWLEDGED_WRITE_LOST,
                    P2_TWO_WRITERS,
                    I3_COUNTED_BUT_NOT_RECORDED,
                    I4_NOT_HELD_BY_ENOUGH,
                    TOKEN_OR_PROMISE_FELL -> true;
            case NOT_WHOLE_AGAIN, MIND_BROKE -> false;
        };
    }
}
