package io.signalbox.agents.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadWatchTest {
    private final AtomicLong clock = new AtomicLong();

    @TempDir
    Path directory;

    private LoadWatch watch;

    @BeforeEach
    void make() {
        watch = new LoadWatch(directory.resolve("stat"), clock::get);
    }

    @Test
    void theFirstLookGivesNoFigureTheSecondDoes() throws IOException {
        look(100, 900);
        assertThat(watch.latest()).isEmpty();

        look(130, 970);
        assertThat(percent()).hasValue(30.0);
    }

    @Test
    void aFigureIsAboutTheLastLooksOnly() throws IOException {
        look(0, 0);
        look(100, 0);
        look(100, 100);
        look(100, 200);
        assertThat(percent()).hasValue(100.0 / 3);

        look(100, 300);
        assertThat(percent()).as("the busy second is over").hasValue(0.0);
    }

    @Test
    void aFigureGrowsOldWhileNothingCanBeRead() throws IOException {
        look(0, 0);
        look(50, 50);
        Files.delete(directory.resolve("stat"));
        clock.addAndGet(Duration.ofSeconds(7).toNanos());
        watch.look();

        assertThat(watch.latest()).hasValue(new LoadWatch.Load(50, Duration.ofSeconds(7)));
    }

    @Test
    void countersThatWentBackwardsBeginAnew() throws IOException {
        look(1000, 1000);
        look(10, 10);
        assertThat(watch.latest()).isEmpty();

        look(20, 40);
        assertThat(percent()).hasValue(25.0);
    }

    @Test
    void waitingForADiskIsIdleAndWhatTheHypervisorTookIsBusy() {
        assertThat(CpuTimes.parse("cpu  1 2 4 8 16 32 64 128 1 2")).hasValue(new CpuTimes(231, 255));
        assertThat(CpuTimes.parse("cpu  1 2 4 8 16")).as("an old kernel").hasValue(new CpuTimes(7, 31));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cpu", "cpu0 1 2 3 4 5", "cpu 1 2 3 4 x", "cpu 1 2 3 4 99999999999999999999"})
    void whatIsNoSuchLineIsNone(String line) {
        assertThat(CpuTimes.parse(line)).isEmpty();
    }

    @Test
    void aRealHostHasALoad() {
        LoadWatch real = new LoadWatch();
        await().until(() -> {
            real.look();
            return real.latest().isPresent();
        });
        assertThat(real.latest().orElseThrow().percent()).isBetween(0.0, 100.0);
    }

    private void look(long busy, long idle) throws IOException {
        Files.writeString(
                directory.resolve("stat"), "cpu  %d 0 0 %d 0 0 0 0 0 0\ncpu0 1 1 1 1\n".formatted(busy, idle));
        watch.look();
    }

    private Optional<Double> percent() {
        return watch.latest().map(LoadWatch.Load::percent);
    }
}
