package io.signalbox.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where restarts throw relay logs away, the agents' marks must tell; the judge's word on what that breaks is elsewhere. */
class LostRelayLogTest {
    private static final int HISTORIES = 150;

    @Test
    void theShippedMindsNoticeARelayLogThatWasThrownAway() {
        int noticed = 0;
        int doubted = 0;
        for (long seed = 1; seed <= HISTORIES; seed++) {
            History.Outcome outcome =
                    History.runDamaged(seed, Optional.empty(), Mutation.RELAY_LOG_DISCARDED_AT_RESTART.damage());
            noticed += outcome.coverage().contains(Coverage.LOST) ? 1 : 0;
            doubted += outcome.coverage().contains("step doubt/record")
                            && outcome.coverage().contains(Coverage.LOST)
                    ? 1
                    : 0;
        }
        assertThat(noticed).as("histories in which somebody noticed").isPositive();
        assertThat(doubted).as("and the record was doubted").isPositive();
    }
}
