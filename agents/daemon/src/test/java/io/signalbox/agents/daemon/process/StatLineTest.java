package io.signalbox.agents.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatLineTest {
    private static final String RUNNING = "4194560";
    private static final String EXITING = "4194564";
    private static final String SIGNALED = "4195584";

    @Test
    void aSleepingProcessRuns() {
        assertThat(StatLine.liveness(line("mysqld", "S", RUNNING))).isEqualTo(Liveness.RUNS);
    }

    @Test
    void aZombieAndADeadOneHaveEnded() {
        assertThat(StatLine.liveness(line("mysqld", "Z", RUNNING))).isEqualTo(Liveness.ENDED);
        assertThat(StatLine.liveness(line("mysqld", "X", RUNNING))).isEqualTo(Liveness.ENDED);
    }

    @Test
    void oneThatIsExitingHasEndedThoughItStillFreesItsMemory() {
        assertThat(StatLine.liveness(line("mysqld", "R", EXITING))).isEqualTo(Liveness.ENDED);
        assertThat(StatLine.liveness(line("mysqld", "D", SIGNALED))).isEqualTo(Liveness.ENDED);
    }

    @Test
    void aStoppedOneIsHalted() {
        assertThat(StatLine.liveness(line("mysqld", "T", RUNNING))).isEqualTo(Liveness.HALTED);
        assertThat(StatLine.liveness(line("mysqld", "t", RUNNING))).isEqualTo(Liveness.HALTED);
    }

    @Test
    void aNameMayHoldBracketsAndBlanks() {
        ByteBuffer line = line("a) Z 1 (b", "S", RUNNING);

        assertThat(StatLine.liveness(line)).isEqualTo(Liveness.RUNS);
        assertThat(StatLine.startTicks(line)).isEqualTo(987654);
    }

    @Test
    void noLineIsAnEndedProcess() {
        assertThat(StatLine.liveness(buffer(""))).isEqualTo(Liveness.ENDED);
        assertThat(StatLine.liveness(buffer("12 (mysqld)"))).isEqualTo(Liveness.ENDED);
        assertThat(StatLine.startTicks(buffer(""))).isEqualTo(-1);
    }

    private static ByteBuffer line(String name, String state, String flags) {
        return buffer("42 (" + name + ") " + state + " 1 42 42 0 -1 " + flags
                + " 100 0 0 0 10 5 0 0 20 0 37 0 987654 1000000 5000 184467\n");
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
