package io.signalbox.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SlowLineTest {
    private static final long MILLI = 1_000_000;
    private static final int KILOBYTE = 1000;

    private static SlowLine line(int latencyMillis, int jitterMillis, long bytesPerSecond) {
        Slowness slowness =
                new Slowness(Duration.ofMillis(latencyMillis), Duration.ofMillis(jitterMillis), bytesPerSecond);
        return new SlowLine(slowness, new SplittableRandom(7));
    }

    @Test
    void whatIsSentArrivesLaterByTheLatency() {
        SlowLine line = line(50, 0, Long.MAX_VALUE);

        assertThat(line.arrival(0, KILOBYTE)).isEqualTo(50 * MILLI);
        assertThat(line.arrival(20 * MILLI, KILOBYTE)).isEqualTo(70 * MILLI);
    }

    @Test
    void whatIsSentAtTheSameTimeSharesTheLine() {
        SlowLine line = line(50, 0, 100 * KILOBYTE);

        assertThat(line.arrival(0, KILOBYTE)).isEqualTo(60 * MILLI);
        assertThat(line.arrival(0, KILOBYTE)).isEqualTo(70 * MILLI);
        assertThat(line.arrival(500 * MILLI, KILOBYTE)).as("it was free again").isEqualTo(560 * MILLI);
    }

    @Test
    void nothingOvertakesWhatWasSentBefore() {
        SlowLine line = line(50, 30, Long.MAX_VALUE);
        long last = 0;
        boolean jittered = false;
        for (int sent = 0; sent < 1000; sent++) {
            long arrival = line.arrival(sent * MILLI, 1);
            assertThat(arrival).isGreaterThanOrEqualTo(last);
            assertThat(arrival - sent * MILLI).isBetween(50 * MILLI, 80 * MILLI);
            jittered |= arrival - sent * MILLI > 60 * MILLI;
            last = arrival;
        }
        assertThat(jittered).isTrue();
    }

    @Test
    void aClockThatOverflowsIsNoMatter() {
        SlowLine line = line(50, 0, 100 * KILOBYTE);
        long now = Long.MAX_VALUE - 5 * MILLI;

        assertThat(line.arrival(now, KILOBYTE) - now).isEqualTo(60 * MILLI);
        assertThat(line.arrival(now + MILLI, KILOBYTE) - now).isEqualTo(70 * MILLI);
    }
}
