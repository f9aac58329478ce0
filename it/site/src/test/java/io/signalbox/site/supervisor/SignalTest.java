package io.signalbox.site.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignalTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private Process sleep;

    @BeforeEach
    void aProcess() throws IOException {
        sleep = sleeper();
    }

    /** Ignores no signal, whatever was ignored by who started this test: {@code nohup} ignores SIGHUP. */
    private static Process sleeper() throws IOException {
        Process sleeper = new ProcessBuilder("env", "--default-signal", "sleep", "60").start();
        await().atMost(SOON)
                .until(() -> Files.readString(Path.of("/proc/" + sleeper.pid() + "/comm"))
                        .startsWith("sleep"));
        return sleeper;
    }

    @AfterEach
    void gone() {
        sleep.destroyForcibly();
    }

    @Test
    void freezesAndThaws() {
        assertThat(Signal.STOP.sendTo(sleep.pid())).isTrue();
        await().atMost(SOON).until(() -> state() == 'T');
        assertThat(Signal.CONT.sendTo(sleep.pid())).isTrue();
        await().atMost(SOON).until(() -> state() == 'S');
    }

    @Test
    void eachOtherOneEndsAProcessThatDoesNotHandleIt() throws Exception {
        for (Signal signal : new Signal[] {Signal.TERM, Signal.KILL, Signal.HUP, Signal.USR1, Signal.USR2}) {
            Process victim = sleeper();
            assertThat(signal.sendTo(victim.pid())).isTrue();
            assertThat(victim.waitFor(SOON.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
            assertThat(victim.exitValue()).as(signal.name()).isEqualTo(128 + number(signal));
        }
    }

    @Test
    void saysThatNobodyWasThere() throws Exception {
        sleep.destroyForcibly().waitFor();
        for (Signal signal : Signal.values()) {
            assertThat(signal.sendTo(sleep.pid())).as(signal.name()).isFalse();
        }
    }

    private static int number(Signal signal) {
        return switch (signal) {
            case TERM -> 15;
            case KILL -> 9;
            case HUP -> 1;
            case USR1 -> 10;
            case USR2 -> 12;
            case STOP, CONT -> throw new AssertionError(signal + " ends nobody");
        };
    }

    private char state() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + sleep.pid() + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }
}
