package io.signalbox.agents.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.protocol.Report.Delay;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Looks and silences as a test wants them. */
class LatenessTest {
    private static final long PID = 42;
    private static final long MILLI = 1_000_000;
    private static final Duration PERIOD = Duration.ofMillis(10);

    private Duration silence = Duration.ZERO;
    private long waited = 700 * MILLI;
    private int asked;
    private long now = 5 * MILLI;
    private final Lateness lateness = new Lateness(() -> silence, PERIOD, pid -> {
        asked++;
        return OptionalLong.of(waited);
    });

    @Test
    void looksAtNoThreadWhileSqlAnswers() {
        look(100, 10, 10);
        assertThat(asked).isZero();
        assertThat(lateness.until(now)).isEmpty();
    }

    @Test
    void saysNothingOfAHostWithoutAProcess() {
        assertThat(lateness.until(now + Duration.ofHours(1).toNanos())).isEmpty();
        look(1, 0, 0);
        lateness.ended();
        assertThat(lateness.until(now + Duration.ofHours(1).toNanos())).isEmpty();
    }

    @Test
    void aSilenceInWhichNoThreadWaitsOwesNothing() {
        silent(400, 0);
        assertThat(delay()).isEqualTo(new Delay(Duration.ZERO, Duration.ZERO));
    }

    @Test
    void aSilenceInWhichThreadsWaitOwesThatMuch() {
        silent(400, 5);
        assertThat(delay().mysqld()).isBetween(Duration.ofMillis(90), Duration.ofMillis(130));
    }

    @Test
    void howeverManyThreadsWaitNoMoreThanTheTimeItselfIsOwed() {
        silent(400, 1000);
        assertThat(delay().mysqld()).isBetween(Duration.ofMillis(200), Duration.ofMillis(250));
    }

    @Test
    void whatWasWaitedForBeforeTheSilenceDoesNotCount() {
        look(30, 10, 0);
        silent(200, 0);
        assertThat(delay().mysqld()).isZero();
    }

    @Test
    void looksThatComeLateAreTheAgents() {
        silence = Duration.ofMillis(160);
        now += 60 * MILLI;
        lateness.looked(PID, now, 50 * MILLI);
        now += 11 * MILLI;
        lateness.looked(PID, now, MILLI);
        assertThat(delay().agent()).isEqualTo(Duration.ofMillis(50));
    }

    /** The agent stood still: its report may be written before the watch has its turn. */
    @Test
    void aLookThatHasNotComeYetIsTheAgentsToo() {
        look(5, 0, 0);
        now += Duration.ofSeconds(5).toNanos();
        silence = Duration.ofSeconds(5);
        assertThat(delay().agent()).isEqualTo(Duration.ofSeconds(5).minus(PERIOD));
        lateness.looked(PID, now, Duration.ofMillis(4990).toNanos());
        assertThat(delay().agent()).isEqualTo(Duration.ofMillis(4990));
    }

    @Test
    void anAnswerEndsIt() {
        silent(400, 5);
        silence = Duration.ZERO;
        look(1, 0, 0);
        assertThat(lateness.until(now)).isEmpty();
        silent(200, 0);
        assertThat(delay().mysqld()).isZero();
    }

    private Delay delay() {
        return lateness.until(now).orElseThrow();
    }

    private void silent(int millis, long waitedMillisALook) {
        for (long left = millis; left > 0; left -= PERIOD.toMillis()) {
            silence = silence.plus(PERIOD);
            look(1, waitedMillisALook, 0);
        }
    }

    private void look(int times, long waitedMillis, long lateMillis) {
        for (int i = 0; i < times; i++) {
            now += PERIOD.toNanos() + lateMillis * MILLI;
            waited += waitedMillis * MILLI;
            lateness.looked(PID, now, lateMillis * MILLI);
        }
    }
}
