package io.signalbox.agents.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.config.AgentConfig;
import io.signalbox.agents.daemon.process.ProcessIdentity;
import io.signalbox.agents.daemon.process.ProcessWatch;
import io.signalbox.agents.daemon.real.AgentHost;
import io.signalbox.agents.daemon.real.ProcessCost;
import io.signalbox.agents.daemon.real.TestLink;
import io.signalbox.agents.protocol.Report.ProcessState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The figures that an agent promises, measured: {@code mvn -pl agents/daemon verify -Dit.test=AgentFiguresIT
 * -Dsignalbox.figures=true}. Takes three minutes and wants a quiet machine, so it runs on demand only.
 */
@EnabledIfSystemProperty(named = "signalbox.figures", matches = "true")
class AgentFiguresIT {
    private static final int KILLS = 30;
    private static final Duration SOME_TURNS = Duration.ofMillis(100);
    private static final Duration WARM_UP = Duration.ofSeconds(Long.getLong("signalbox.figures.warmUp", 30));
    private static final Duration IDLE = Duration.ofSeconds(Long.getLong("signalbox.figures.idle", 60));

    private AgentHost host;

    @BeforeEach
    void makeHost() throws IOException {
        host = AgentHost.create("db1", "127.0.203.21", 1);
    }

    @AfterEach
    void endHost() {
        host.close();
    }

    @Test
    void idleCost() throws IOException {
        host.startAll();
        try (TestLink link = host.link()) {
            ProcessCost cost = ProcessCost.of(host.agentPid(), WARM_UP, IDLE, link::dropAll);
            System.out.printf(
                    "figure: idle agent, linked, %d s: %.2f %% of a core, %d MiB RSS%n%s",
                    IDLE.toSeconds(), cost.percentOfACore(), cost.residentMebibytes(), cost.busiestThreads());
            assertThat(cost.percentOfACore()).isLessThan(4);
            assertThat(cost.residentMebibytes()).isLessThan(150);
        }
    }

    /** By the agent's own clock and at the far end of a link; on a busy machine the second is mostly this test's own. */
    @Test
    void deathIsNoticed() throws Exception {
        host.startAll();
        List<Double> watched = new ArrayList<>();
        List<Double> told = new ArrayList<>();
        BlockingQueue<Long> ends = new LinkedBlockingQueue<>();
        try (TestLink link = host.link();
                ProcessWatch watch = new ProcessWatch(AgentConfig.Periods.DEFAULT.process())) {
            watch.start(new Ends(ends));
            for (int i = 0; i < KILLS; i++) {
                long pid = host.mysqldPid();
                watch.watch(ProcessIdentity.of(pid).orElseThrow());
                link.dropAll();
                LockSupport.parkNanos(
                        ThreadLocalRandom.current().nextLong(SOME_TURNS.toNanos())); // deaths have no phase
                long killed = System.nanoTime();
                host.killMysqld();
                told.add(millis(
                        killed,
                        link.awaitReport(report -> report.mysqld().state() != ProcessState.RUNNING)
                                .nanos()));
                watched.add(millis(killed, Objects.requireNonNull(ends.poll(10, TimeUnit.SECONDS))));
                host.awaitReport(report -> report.mysqld().state() == ProcessState.RUNNING
                        && report.mysqld().pid() != pid
                        && report.mysql().isPresent());
            }
        }
        print("kill -9 to the watch's word", watched);
        print("kill -9 to the report at the controller's end", told);
        assertThat(quantile(watched, 0.5)).isLessThan(6);
        assertThat(quantile(watched, 0.95)).isLessThan(15);
    }

    private static void print(String what, List<Double> millis) {
        System.out.printf(
                "figure: %s, %d kills: p50 %.1f ms, p95 %.1f ms, max %.1f ms%n",
                what, millis.size(), quantile(millis, 0.5), quantile(millis, 0.95), quantile(millis, 1));
    }

    private static double quantile(List<Double> millis, double q) {
        List<Double> sorted = millis.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, (int) (q * sorted.size())));
    }

    private static double millis(long from, long to) {
        return (to - from) / 1e6;
    }

    private record Ends(BlockingQueue<Long> nanos) implements ProcessWatch.Listener {
        @Override
        public void ended(ProcessIdentity process) {
            nanos.add(System.nanoTime());
        }

        @Override
        public void halted(ProcessIdentity process, boolean halted) {}
    }
}
