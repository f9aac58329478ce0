package io.signalbox.agents.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.real.AgentHost;
import io.signalbox.agents.daemon.real.TestLink;
import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.agents.protocol.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent as a process, on a real mysqld: its life beside mysqld's. */
class AgentIT {
    /** Far above what is measured; the figures have a test of their own. */
    private static final Duration NOTICED = Duration.ofSeconds(1);

    private static final int SPINNING = 8;

    private AgentHost host;

    @BeforeEach
    void makeHost() throws IOException {
        host = AgentHost.create("db1", "127.0.203.11", 1);
    }

    @AfterEach
    void endHost() {
        host.close();
    }

    @Test
    void startsAFreshMysqldWithoutAnOrderAndReadOnly() throws IOException {
        host.startAll();

        Report report = host.status();
        assertThat(report.mysqld().pid()).isEqualTo(host.mysqldPid());
        assertThat(report.mysql().orElseThrow().superReadOnly()).isTrue();
        assertThat(report.host().diskFree()).isBetween(0.0, 1.0);
        assertThat(host.get("/primary").statusCode()).isEqualTo(503);
    }

    @Test
    void opensAndHoldsTheGateAfterACrash() throws IOException {
        host.startAll();
        assertThat(host.order(new Order.Open(false, 1)).result()).isInstanceOf(Answer.Done.class);
        host.awaitReport(now -> now.mysql().filter(Report.Mysql::writable).isPresent());
        assertThat(host.get("/primary").statusCode()).isEqualTo(200);

        try (TestLink link = host.link()) {
            link.dropAll();
            long killed = System.nanoTime();
            host.killMysqld();
            long noticed = link.awaitReport(report -> report.mysqld().state() == ProcessState.AT_THE_GATE)
                    .nanos();
            assertThat(Duration.ofNanos(noticed - killed)).isLessThan(NOTICED);
        }
        assertThat(host.mysqldRuns()).isFalse();

        assertThat(host.order(new Order.Start()).result()).isInstanceOf(Answer.Done.class);
        Report report = host.awaitReport(now -> now.mysql().isPresent());
        assertThat(report.mysql().orElseThrow().superReadOnly()).isTrue();
    }

    @Test
    void restartsAReplicaThatDied() throws IOException {
        host.startAll();
        long first = host.mysqldPid();

        host.killMysqld();

        Report report = host.awaitReport(now -> now.mysqld().state() == ProcessState.RUNNING
                && now.mysqld().pid() != first
                && now.mysql().isPresent());
        assertThat(report.mysql().orElseThrow().superReadOnly()).isTrue();
    }

    @Test
    void leavesMysqldRunningWhenItIsKilledAndAdoptsItAgain() throws IOException {
        host.startAll();
        long pid = host.mysqldPid();

        host.killAgent();
        assertThat(host.mysqldRuns()).isTrue();
        host.startAll();

        assertThat(host.mysqldPid()).isEqualTo(pid);
        assertThat(host.status().mysqld().pid()).isEqualTo(pid);
    }

    @Test
    void remembersItsHighestTokenOverARestart() throws IOException {
        host.startAll();
        Command newer = new Command("a", "main", new Token(3, 5), 1, new Order.ReadSets());
        assertThat(host.command(newer).result()).isInstanceOf(Answer.Done.class);

        host.stopAgent();
        assertThat(host.mysqldRuns()).isTrue();
        host.startAll();

        Command older = new Command("b", "main", new Token(3, 4), 1, new Order.ReadSets());
        assertThat(host.command(older).result())
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(Answer.Refusal.TOKEN_IS_OLD));
        assertThat(host.status().highestToken()).isEqualTo(new Token(3, 5));
    }

    @Test
    void cutsTheUnacknowledgedTailOffAndSavesIt() throws IOException {
        host.startAll();
        Answer.Done before = (Answer.Done) host.order(new Order.ReadSets()).result();
        String uuid = host.status().mysql().orElseThrow().uuid();
        host.order(new Order.Open(true, 1)); // nobody acknowledges: the heartbeat is the tail
        host.awaitReport(
                report -> report.mysql().isPresent() && report.mysql().get().waitingCommits() > 0);
        host.killMysqld();
        host.awaitReport(report -> report.mysqld().state() == ProcessState.AT_THE_GATE);

        Answer.Result result = host.order(new Order.Rewind(before.executed())).result();

        assertThat(result).isInstanceOfSatisfying(Answer.Done.class, done -> {
            assertThat(done.details()).containsKeys("tail.file", "tail.gtids", "tail.bytes");
            assertThat(done.details().get("tail.gtids")).startsWith(uuid);
            assertThat(Path.of(done.details().get("tail.file"))).exists();
            assertThat(done.executed()).isEqualTo(before.executed());
        });
        Report after = host.awaitReport(report -> report.mysql().isPresent());
        assertThat(after.mysql().orElseThrow().uuid()).isNotEqualTo(uuid);
        assertThat(after.mysql().orElseThrow().superReadOnly()).isTrue();
        assertThat(after.host().savedTail()).isNotEmpty();
    }

    @Test
    void showsThatASignalStoppedMysqldAndKillsItOnOrder() throws IOException {
        host.startAll();
        signalMysqld("STOP");
        host.awaitReport(report -> report.mysqld().detail().contains("stopped by a signal"));

        assertThat(host.order(new Order.Fence("drill")).result()).isInstanceOf(Answer.Done.class);

        host.awaitReport(report -> report.mysqld().state() == ProcessState.RUNNING
                && report.mysql().isPresent());
    }

    /** Its own eyes are turned away too; it looks as the operator then, so that what it tells is no memory. */
    @Test
    void seesThroughOfflineMode() throws IOException {
        host.startAll();
        assertThat(host.order(new Order.Open(false, 1)).result()).isInstanceOf(Answer.Done.class);
        host.awaitReport(now -> now.mysql().filter(Report.Mysql::writable).isPresent());
        host.mysql().run("SET GLOBAL offline_mode = ON");
        host.awaitReport(now -> now.probes().fault() == Report.ProbeFault.OFFLINE
                && now.mysql().filter(Report.Mysql::offline).isPresent());
        assertThat(host.get("/primary").statusCode()).isEqualTo(503);

        host.mysql().run("SET GLOBAL read_only = ON");
        host.awaitReport(now -> now.mysql().filter(Report.Mysql::readOnly).isPresent());

        assertThat(host.order(new Order.Open(false, 1)).result()).isInstanceOf(Answer.Done.class);
        host.awaitReport(now -> now.probes().fault() == Report.ProbeFault.NONE
                && now.mysql().filter(m -> m.writable() && !m.offline()).isPresent());
        assertThat(host.get("/primary").statusCode()).isEqualTo(200);
    }

    @Test
    void strangersAndGarbageDoNotHurtIt() throws IOException {
        host.startAgent();
        for (int i = 0; i < 3; i++) {
            TestLink stranger = TestLink.stranger(host.mysql().host(), AgentHost.AGENT_PORT);
            stranger.say("{".repeat(1 << i));
            stranger.awaitClose();
        }
        assertThat(host.send(host.request("/status").build()).statusCode()).isEqualTo(401);

        try (TestLink link = host.link()) {
            link.say("garbage");
            Command command = new Command("a", "main", new Token(1, 1), 1, new Order.ReadSets());
            assertThat(link.order(command).commandId()).isEqualTo("a");
        }
    }

    @Test
    void saysInOneSentenceWhyItCannotRun() throws IOException {
        host.startAgent();

        AgentHost.Ended second = AgentHost.runToItsEnd(host.directory().resolve("agent.yaml"));
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.said())
                .contains("another agent runs with the state directory")
                .hasLineCount(1);

        Path elsewhere = host.directory().resolve("elsewhere.yaml");
        String yaml = Files.readString(host.directory().resolve("agent.yaml"));
        Files.writeString(elsewhere, yaml.replace("/state\n", "/other-state\n"));
        AgentHost.Ended portInUse = AgentHost.runToItsEnd(elsewhere);
        assertThat(portInUse.code()).isEqualTo(1);
        // What a host lacks for the isolation is logged before.
        assertThat(portInUse.said().lines().filter(line -> !line.startsWith("{")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("127.0.203.11:8091 cannot be listened on");

        Files.writeString(elsewhere, yaml.replace("adminPort: 33062", "adminPort: 3306") + "more: 1\n");
        AgentHost.Ended refused = AgentHost.runToItsEnd(elsewhere);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.said())
                .contains("mysqld.adminPort: 3306:", "more: 1:")
                .hasLineCount(2);
    }

    /** Slow is not hung: what a silent mysqld owes to the processor is told, and one that is stopped owes it nothing. */
    @Test
    void tellsAHangFromAWaitForAProcessorOnACrowdedHost() throws Exception {
        host.startAll();
        List<Process> spinning = new ArrayList<>();
        try {
            for (int i = 0; i < SPINNING; i++) {
                spinning.add(new ProcessBuilder("bash", "-c", "while :; do :; done").start());
            }
            signalMysqld("STOP");
            Report hung = host.awaitReport(AgentIT::silentForLong);
            signalMysqld("CONT");

            assertThat(hung.probes().delay().orElseThrow().mysqld()).isLessThan(Duration.ofMillis(50));
        } finally {
            spinning.forEach(Process::destroyForcibly);
        }
        host.awaitReport(now -> now.probes().fault() == Report.ProbeFault.NONE
                && now.probes().delay().isEmpty());
    }

    private static boolean silentForLong(Report report) {
        return report.probes().fault() == Report.ProbeFault.SILENT
                && report.probes().readSilent().compareTo(Duration.ofSeconds(1)) > 0;
    }

    private void signalMysqld(String signal) throws IOException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(host.mysqldPid())).start();
    }
}
