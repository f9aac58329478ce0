package io.signalbox.controller.daemon.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TenureTest {
    private static final Duration ASKED = Duration.ofSeconds(100);

    @Test
    void endsBeforeEtcdsLeaseCanEnd() {
        Tenure tenure = Tenure.begun(7, 1, Duration.ofSeconds(2), ASKED);
        assertThat(tenure.holds(ASKED.plusMillis(1599))).isTrue();
        assertThat(tenure.holds(ASKED.plusMillis(1600))).isFalse();
    }

    @Test
    void isRenewedFromWhenTheRequestLeftAndNotFromItsAnswer() {
        Tenure renewed =
                Tenure.begun(7, 1, Duration.ofSeconds(2), ASKED).renewed(Duration.ofSeconds(1), ASKED.plusMillis(500));
        assertThat(renewed.holds(ASKED.plusMillis(1299))).isTrue();
        assertThat(renewed.holds(ASKED.plusMillis(1300))).isFalse();
        assertThat(renewed.reign()).isEqualTo(7);
    }

    @Test
    void isRenewedSeveralTimesWhileItLasts() {
        Tenure tenure = Tenure.begun(7, 1, Duration.ofSeconds(1), ASKED);
        Duration twoLostAndOneSlow = tenure.renewEvery().multipliedBy(2).plus(Duration.ofMillis(100));
        assertThat(tenure.holds(ASKED.plus(twoLostAndOneSlow))).isTrue();
    }
}
