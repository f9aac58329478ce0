package io.signalbox.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoriesTest {
    /** As many histories as fit into so much time, and no fewer than so many. */
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private static final int FEWEST = 100;
    private static final long FEWEST_EVENTS = 200;
    private static final double FAILOVERS = 0.30;
    private static final double OVERLAPS = 0.10;

    @Test
    void theShippedMindsBreakNoInvariant() {
        Tally tally = new Tally(500);
        long until = System.nanoTime() + BUDGET.toNanos();
        try (Lanes lanes = new Lanes(Runtime.getRuntime().availableProcessors(), tally.next(), Optional.empty())) {
            while (tally.histories() < FEWEST || System.nanoTime() < until) {
                History.Outcome outcome = lanes.next().outcome();
                assertThat(outcome.violations())
                        .describedAs(Tally.replay(outcome.seed()))
                        .isEmpty();
                assertThat(outcome.events()).isGreaterThanOrEqualTo(FEWEST_EVENTS);
                tally.add(outcome);
            }
        }
        assertThat(tally.share(Coverage.FAILOVER)).isGreaterThanOrEqualTo(FAILOVERS);
        assertThat(tally.share(Coverage.OVERLAP)).isGreaterThanOrEqualTo(OVERLAPS);
        assertThat(tally.share(Coverage.LOST))
                .as("nothing received is ever lost here")
                .isZero();
    }

    @Test
    void aSeedReplaysExactly() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        assertThat(History.run(42, Optional.of(first::add))).isEqualTo(History.run(42, Optional.of(second::add)));
        assertThat(first).isEqualTo(second).hasSizeGreaterThan(50);
    }

    @Test
    void whoListensChangesNothing() {
        assertThat(History.run(43, Optional.of(line -> {}))).isEqualTo(History.run(43, Optional.empty()));
    }

    @Test
    void anotherSeedIsAnotherHistory() {
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        History.run(42, Optional.of(first::add));
        History.run(43, Optional.of(second::add));
        assertThat(first).isNotEqualTo(second);
    }
}
