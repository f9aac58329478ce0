package io.signalbox.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** Where restarts throw relay logs away, the agents' marks must tell; the judge's word on what that breaks is elsewhere. */
class LostRelayLogTest {
    private static final int HISTORIES = 2_000;

    @Test
    void theShippedMindsNoticeARelayLogThatWasThrownAwayAndDoubtTheRecord() {
        boolean noticed = false;
        for (long seed = 1; seed <= HISTORIES && !noticed; seed++) {
            SortedSet<String> seen = History.runDamaged(
                            seed, Optional.empty(), Mutation.RELAY_LOG_DISCARDED_AT_RESTART.damage())
                    .coverage();
            noticed = seen.contains(Coverage.LOST) && seen.contains("step doubt/record");
        }
        assertThat(noticed).as("in one of %d histories", HISTORIES).isTrue();
    }
}
