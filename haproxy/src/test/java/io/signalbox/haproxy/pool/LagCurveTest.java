package io.signalbox.haproxy.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LagCurveTest {
    private static final LagCurve CURVE = new LagCurve(Duration.ofMillis(500), Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource({"0, 100", "500, 100", "501, 100", "2750, 55", "4000, 30", "5000, 10", "5001, 0", "600000, 0"})
    void fallsEvenlyFromTheWholeToTheFloorAndThenToNothing(long millis, int weight) {
        assertThat(CURVE.weight(Duration.ofMillis(millis))).isEqualTo(weight);
    }

    @Test
    void moreLagNeverMeansMoreWeight() {
        for (int millis = 0; millis < 6000; millis++) {
            assertThat(CURVE.weight(Duration.ofMillis(millis + 1)))
                    .as("%d ms", millis + 1)
                    .isLessThanOrEqualTo(CURVE.weight(Duration.ofMillis(millis)));
        }
    }

    @Test
    void boundsThatLeaveNoRoomForACurveAreRefusedWithBoth() {
        assertThatThrownBy(() -> new LagCurve(Duration.ofSeconds(5), Duration.ofSeconds(5)))
                .hasMessageContaining("5000 ms, nothing beyond 5000 ms");
    }
}
