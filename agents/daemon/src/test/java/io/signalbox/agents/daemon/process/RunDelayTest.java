package io.signalbox.agents.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On real processes that want a processor, all the time and more of them than there are. */
class RunDelayTest {
    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final Duration WINDOW = Duration.ofMillis(500);

    private final List<Process> spinning = new ArrayList<>();

    @AfterEach
    void end() {
        spinning.forEach(Process::destroyForcibly);
    }

    @Test
    void aProcessThatWantsAProcessorAndGetsNoneIsSeenToWait() throws IOException {
        Process watched = crowd();
        long before = waited(watched);
        Awaitility.await().atMost(BOUND).until(() -> waited(watched) - before > WINDOW.toNanos());
    }

    @Test
    void aStoppedProcessWaitsForNothingHoweverCrowdedItIs() throws Exception {
        Process watched = crowd();
        new ProcessBuilder("kill", "-STOP", Long.toString(watched.pid()))
                .start()
                .waitFor();
        try (ProcStat stat = ProcStat.open(watched.pid()).orElseThrow()) {
            Awaitility.await().atMost(BOUND).until(() -> stat.look() == Liveness.HALTED);
        }
        long before = waited(watched);
        LockSupport.parkNanos(WINDOW.toNanos());
        assertThat(waited(watched)).isEqualTo(before);
    }

    @Test
    void aProcessThatSleepsWaitsForNothing() throws IOException {
        Process watched = new ProcessBuilder("sleep", "300").start();
        spinning.add(watched);
        Awaitility.await().atMost(BOUND).until(() -> waited(watched) >= 0);
        long before = waited(watched);
        LockSupport.parkNanos(WINDOW.toNanos());
        assertThat(waited(watched) - before).isLessThan(WINDOW.toNanos() / 2);
    }

    @Test
    void thereIsNothingToSayOfAProcessThatHasEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        assertThat(RunDelay.ofProcess(ended.pid())).isEqualTo(OptionalLong.empty());
    }

    @Test
    void aLineWithoutNumbersIsNoDelay() {
        assertThat(RunDelay.waited("536073 185110 4\n")).isEqualTo(185_110);
        assertThat(RunDelay.waited("")).isZero();
    }

    /** One of many that spin; there are four times as many as processors. */
    private Process crowd() throws IOException {
        int many = 4 * Runtime.getRuntime().availableProcessors();
        for (int i = 0; i < many; i++) {
            spinning.add(new ProcessBuilder("bash", "-c", "while :; do :; done").start());
        }
        return spinning.getFirst();
    }

    private static long waited(Process process) {
        return RunDelay.ofProcess(process.pid()).orElse(-1);
    }
}
