package io.signalbox.agents.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.real.AgentHost;
import io.signalbox.agents.daemon.real.ProcessCost;
import io.signalbox.agents.daemon.real.TestLink;
import io.signalbox.agents.protocol.Report.ProcessState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void deathIsNoticed() throws IOException {
        host.startAll();
        List<Double> millis = new ArrayList<>();
        try (TestLink link = host.link()) {
            for (int i = 0; i < KILLS; i++) {
                long pid = host.mysqldPid();
                link.dropAll();
                long killed = System.nanoTime();
                host.killMysqld();
                long noticed = link.awaitReport(report -> report.mysqld().state() != ProcessState.RUNNING)
                        .nanos();
                millis.add((noticed - killed) / 1e6);
                host.awaitReport(report -> report.mysqld().state() == ProcessState.RUNNING
                        && report.mysqld().pid() != pid
                        && report.mysql().isPresent());
            }
        }
        millis.sort(null);
        double p50 = millis.get(KILLS / 2);
        double p95 = millis.get(KILLS * 95 / 100);
        System.out.printf(
                "figure: kill -9 to the report at the controller's end, %d kills: p50 %.1f ms, p95 %.1f ms, max %.1f ms%n",
                KILLS, p50, p95, millis.getLast());
        assertThat(p50).isLessThan(6);
        assertThat(p95).isLessThan(15);
    }
}
