package io.signalbox.agents.daemon.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.core.AgentEvent;
import io.signalbox.agents.core.AgentEvent.ActFailed;
import io.signalbox.agents.core.AgentEvent.Remembered;
import io.signalbox.agents.daemon.process.ProcessFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HandsTest {
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final HandLoop loop = new HandLoop();
    private final List<AgentEvent> results = new ArrayList<>();
    private final Hands hands = new Hands(loop, Thread.ofVirtual().factory(), results::add);

    @Test
    void bringsAResultBackToTheLoop() {
        hands.begin(1, BOUND, () -> () -> new Remembered(1));
        assertThat(results).isEmpty();

        loop.turn();

        assertThat(results).containsExactly(new Remembered(1));
    }

    @Test
    void namesWhatFailed() {
        hands.begin(1, BOUND, () -> {
            throw new ProcessFailure(ProcessFailure.Code.SILENT, "no answer");
        });
        hands.begin(2, BOUND, () -> {
            throw new IOException("disk full");
        });

        loop.turn();
        loop.turn();

        assertThat(results)
                .containsExactlyInAnyOrder(
                        new ActFailed(1, "SILENT", "no answer"), new ActFailed(2, "FAILED", "disk full"));
    }

    @Test
    void givesUpAWorkThatIsStuckAndDropsItsLateResult() throws InterruptedException {
        CountDownLatch late = new CountDownLatch(1);
        AtomicBoolean stopped = new AtomicBoolean();
        hands.begin(
                1,
                BOUND,
                () -> {
                    awaitThoughInterrupted(late);
                    return () -> new Remembered(1);
                },
                () -> stopped.set(true));

        loop.pass(BOUND);
        assertThat(results).isEmpty();
        loop.pass(Hands.GRACE);

        assertThat(results).containsExactly(new ActFailed(1, "STUCK", "not finished after 5000 ms, and given up"));
        assertThat(stopped).isTrue();
        late.countDown();
        loop.turn();
        assertThat(results).hasSize(1);
    }

    @Test
    void whatWasGivenUpIsInterruptedAndAnswersNothing() {
        hands.begin(1, BOUND, () -> {
            new CountDownLatch(1).await();
            return () -> new Remembered(1);
        });

        hands.giveUp(1);

        loop.turn();
        loop.pass(BOUND.multipliedBy(2));
        assertThat(results).isEmpty();
    }

    @Test
    void aPauseIsOnlyTime() {
        hands.pause(1, Duration.ofMillis(60), new Remembered(1));
        loop.pass(Duration.ofMillis(59));
        assertThat(results).isEmpty();

        loop.pass(Duration.ofMillis(1));

        assertThat(results).containsExactly(new Remembered(1));
    }

    private static void awaitThoughInterrupted(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                Thread.interrupted();
            }
        }
    }
}
