package io.signalbox.haproxy.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoadCurveTest {
    private static final LoadCurve CURVE = new LoadCurve(LoadCurve.FLOOR);

    @ParameterizedTest
    @CsvSource({"-100, 100", "0, 100", "10, 100", "11, 99", "40, 70", "79, 31", "80, 30", "81, 30", "100, 30"})
    void takesAHundredthForEachPointAboveWhatIsToleratedDownToTheFloor(double excess, int weight) {
        assertThat(CURVE.weight(excess)).isEqualTo(weight);
    }

    @Test
    void moreLoadNeverMeansMoreWeightAndATenthOfAPointNeverMoreThanAHundredth() {
        for (double excess = -100; excess < 100; excess += 0.1) {
            int drop = CURVE.weight(excess) - CURVE.weight(excess + 0.1);
            assertThat(drop).as("at %s", excess).isBetween(0, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101})
    void aFloorThatIsNoneIsRefused(int floor) {
        assertThatThrownBy(() -> new LoadCurve(floor)).hasMessageContaining("floor: " + floor);
    }
}
