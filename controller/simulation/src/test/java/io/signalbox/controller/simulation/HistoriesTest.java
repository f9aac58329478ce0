package io.signalbox.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoriesTest {
    private static final int HISTORIES = 40;

    @Test
    void theShippedMindsBreakNoInvariant() {
        for (long seed = 500; seed < 500 + HISTORIES; seed++) {
            History.Outcome outcome = History.run(seed, line -> {});
            assertThat(outcome.violations()).describedAs("seed %d", seed).isEmpty();
            assertThat(outcome.acknowledged()).describedAs("seed %d", seed).isPositive();
        }
    }

    /** 114: a start that failed; 1440: shut out by Prove; 1601: an applier that stood; 11846, 10301: restarts; 21048: died twice; 20348: an open acker. */
    @ParameterizedTest
    @ValueSource(longs = {114, 1440, 1601, 10301, 11846, 20348, 21048})
    void seedsThatOnceFailedDoNot(long seed) {
        assertThat(History.run(seed, line -> {}).violations()).isEmpty();
    }

    @Test
    void aSeedReplaysExactly() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        assertThat(History.run(42, first::add)).isEqualTo(History.run(42, second::add));
        assertThat(first).isEqualTo(second).hasSizeGreaterThan(50);
    }

    @Test
    void anotherSeedIsAnotherHistory() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        History.run(42, first::add);
        History.run(43, second::add);
        assertThat(first).isNotEqualTo(second);
    }
}
