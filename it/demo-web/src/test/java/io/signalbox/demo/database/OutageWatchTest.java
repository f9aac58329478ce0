package io.signalbox.demo.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageWatchTest {
    private final OutageWatch watch = new OutageWatch();

    @Test
    void steadyWritesAreNoPause() {
        assertThat(watch.acknowledged(at(0))).isEmpty();
        assertThat(watch.acknowledged(at(50))).isEmpty();
        assertThat(watch.acknowledged(at(110))).isEmpty();
    }

    @Test
    void aFailureMakesTheGapAroundItAPauseHoweverShort() {
        watch.acknowledged(at(0));
        watch.failed();
        assertThat(watch.open()).isTrue();
        assertThat(watch.acknowledged(at(90))).contains(Duration.ofMillis(90));
        assertThat(watch.open()).isFalse();
    }

    @Test
    void aWriteThatStoodStillIsAPauseWithoutAnyFailure() {
        watch.acknowledged(at(0));
        assertThat(watch.acknowledged(at(600))).contains(Duration.ofMillis(600));
    }

    @Test
    void failuresBeforeTheFirstAcknowledgementAreNoPause() {
        watch.failed();
        assertThat(watch.open()).isFalse();
        assertThat(watch.acknowledged(at(5_000))).isEmpty();
    }

    @Test
    void whatPassedWhileThisProcessWasStoppedIsNoPause() {
        watch.acknowledged(at(0));
        watch.forget();
        assertThat(watch.acknowledged(at(30_000))).isEmpty();
    }

    private static long at(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
