package io.signalbox.agents.daemon.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.process.MysqldEnd.Certainty;
import io.signalbox.agents.daemon.process.ProcessFailure.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On real processes: small ones that only wait. */
class ProcessWatchTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final ProcessWatch watch = new ProcessWatch(Duration.ofMillis(5));
    private final MysqldEnd end = new MysqldEnd();
    private Process process;
    private ProcessIdentity identity;

    @BeforeEach
    void startSomething() throws IOException {
        start("sleep", "300");
        watch.start(new Told());
    }

    @AfterEach
    void endIt() {
        watch.close();
        process.destroyForcibly();
    }

    @Test
    void tellsOfAnEndOnce() throws Exception {
        watch.watch(identity);

        assertThat(end.kill(identity, BOUND)).isEqualTo(Certainty.ENDED);

        assertThat(next()).isEqualTo("ended " + identity);
        assertThat(told).isEmpty();
    }

    @Test
    void tellsAtOnceOfAProcessThatHasEndedAlready() throws Exception {
        end.kill(identity, BOUND);

        watch.watch(identity);

        assertThat(next()).isEqualTo("ended " + identity);
    }

    @Test
    void takesALaterProcessWithTheSameNumberForAnother() throws Exception {
        ProcessIdentity earlier = new ProcessIdentity(identity.pid(), identity.startTicks() - 1);

        watch.watch(earlier);

        assertThat(next()).isEqualTo("ended " + earlier);
        assertThat(process.isAlive()).isTrue();
        assertThat(end.kill(earlier, BOUND)).isEqualTo(Certainty.ENDED);
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void tellsWhenASignalStopsItAndWhenItGoesOn() throws Exception {
        watch.watch(identity);

        signal("STOP");
        assertThat(next()).isEqualTo("halted " + identity);
        signal("CONT");
        assertThat(next()).isEqualTo("goes on " + identity);
    }

    @Test
    void watchesTheNewestProcessOnly() throws Exception {
        Process first = process;
        watch.watch(identity);
        start("sleep", "300");
        watch.watch(identity);

        end.kill(identity, BOUND);

        assertThat(next()).isEqualTo("ended " + identity);
        first.destroyForcibly();
    }

    @Test
    void killsAProcessThatIsStopped() throws Exception {
        signal("STOP");

        assertThat(end.kill(identity, BOUND)).isEqualTo(Certainty.ENDED);
    }

    @Test
    void saysSoWhenAProcessDoesNotEndInOrder() throws Exception {
        process.destroyForcibly();
        start("bash", "-c", "trap '' TERM; echo ready; exec sleep 300");
        process.getInputStream().readNBytes("ready".length());

        Assertions.assertThatThrownBy(() -> end.stop(identity, Duration.ofMillis(200)))
                .isInstanceOfSatisfying(
                        ProcessFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(Code.STILL_RUNS))
                .hasMessageContaining("still runs after 200 ms");
    }

    private void start(String... command) throws IOException {
        process = new ProcessBuilder(command).start();
        try (ProcStat stat = ProcStat.open(process.pid()).orElseThrow()) {
            identity = stat.identity();
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private String next() throws InterruptedException {
        return told.poll(BOUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    private final class Told implements ProcessWatch.Listener {
        @Override
        public void ended(ProcessIdentity ended) {
            told.add("ended " + ended);
        }

        @Override
        public void halted(ProcessIdentity process, boolean halted) {
            told.add((halted ? "halted " : "goes on ") + process);
        }
    }
}
