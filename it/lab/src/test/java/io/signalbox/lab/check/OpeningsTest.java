package io.signalbox.lab.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.lab.ledger.Opening;
import io.signalbox.lab.ledger.Opening.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningsTest {
    private static Opening opening(long millis, Result result) {
        return new Opening(0, Duration.ofMillis(millis), result, "");
    }

    @Test
    void countsEachResultAndTheLongestHold() {
        Openings openings = Openings.of(List.of(
                opening(3, Result.OPENED),
                opening(50, Result.OPENED),
                opening(51, Result.OPENED),
                opening(180, Result.OPENED),
                opening(1, Result.REFUSED),
                opening(900, Result.FAILED)));

        assertThat(openings).isEqualTo(new Openings(4, 1, 1, 2, Duration.ofMillis(180)));
    }

    @Test
    void isAllZeroWhenNobodyConnected() {
        assertThat(Openings.of(List.of())).isEqualTo(new Openings(0, 0, 0, 0, Duration.ZERO));
    }
}
