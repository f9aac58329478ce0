package io.signalbox.site.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.site.supervisor.ProgramStatus.State;
import io.signalbox.site.supervisor.Request.Verb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, as small as they get. */
class SupervisorIT {
    private static final RestartPolicy QUICK =
            new RestartPolicy(Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(300), 3);
    private static final String SLEEP = "exec sleep 300";

    @TempDir
    Path dir;

    private final List<Supervisor> supervisors = new ArrayList<>();

    @AfterEach
    void stopAll() throws Exception {
        for (Supervisor supervisor : supervisors) {
            supervisor.stop();
        }
    }

    @Test
    void startsAgainWhatWasKilled() throws Exception {
        Supervisor supervisor = start(program("db1/agent", SLEEP));
        long first = awaitPid(supervisor, "db1/agent");

        Signal.KILL.sendTo(first);

        await().until(() -> running(supervisor, "db1/agent") && pid(supervisor, "db1/agent") != first);
        assertThat(status(supervisor, "db1/agent").lastEnd()).contains("ended by SIGKILL");
    }

    @Test
    void leavesDownWhatIsHeldUntilItIsReleased() throws Exception {
        Supervisor supervisor = start(program("db1/agent", SLEEP));
        long pid = awaitPid(supervisor, "db1/agent");

        supervisor.answer(new Request(Verb.HOLD, "db1/agent"));
        Signal.KILL.sendTo(pid);
        await().until(() -> status(supervisor, "db1/agent").state() == State.HELD_DOWN);
        assertThat(status(supervisor, "db1/agent").pid()).isEmpty();

        supervisor.answer(new Request(Verb.RELEASE, "db1/agent"));
        assertThat(awaitPid(supervisor, "db1/agent")).isNotEqualTo(pid);
    }

    @Test
    void holdingEndsNothingByItself() throws Exception {
        Supervisor supervisor = start(program("db1/agent", SLEEP));
        long pid = awaitPid(supervisor, "db1/agent");

        supervisor.answer(new Request(Verb.HOLD, "db1/agent"));
        supervisor.answer(new Request(Verb.RELEASE, "db1/agent"));

        assertThat(pid(supervisor, "db1/agent")).isEqualTo(pid);
    }

    @Test
    void givesUpOnWhatNeverLivesAndStartsItOnRequest() throws Exception {
        Path allowed = dir.resolve("allowed");
        Supervisor supervisor = start(program("db1/web", "test -e " + allowed + " || exit 1; " + SLEEP));
        await().until(() -> status(supervisor, "db1/web").state() == State.GAVE_UP);
        assertThat(status(supervisor, "db1/web").lastEnd()).contains("exit 1");

        Files.createFile(allowed);
        supervisor.answer(new Request(Verb.START, "db1/web"));

        awaitPid(supervisor, "db1/web");
    }

    @Test
    void doesNotRepeatAStartThatFoundItsConfigurationWrong() throws Exception {
        Supervisor supervisor = start(program("db1/web", "echo key: value: rule; exit 2"));

        await().until(() -> status(supervisor, "db1/web").state() == State.GAVE_UP);

        assertThat(log("db1/web")).hasContent("key: value: rule");
    }

    @Test
    void stopsTheHighestRankFirst() throws Exception {
        Path order = dir.resolve("order");
        Supervisor supervisor = start(
                program("lb1/haproxy", trap(order, "haproxy"), 0),
                program("lb1/controller", trap(order, "controller"), 2));
        awaitTrap("lb1/haproxy");
        awaitTrap("lb1/controller");

        supervisor.stop();

        assertThat(order).hasContent("controller\nhaproxy");
        assertThat(status(supervisor, "lb1/haproxy").state()).isEqualTo(State.STOPPED);
    }

    @Test
    void killsWhatDoesNotEndInTime() throws Exception {
        Supervisor supervisor = start(program("db1/agent", "trap '' TERM; echo ready; while :; do sleep 0.05; done"));
        long pid = awaitPid(supervisor, "db1/agent");
        awaitTrap("db1/agent");

        supervisor.stop();

        assertThat(ProcessIdentity.of(pid)).isEmpty();
    }

    @Test
    void adoptsWhatAnEarlierSupervisorStarted() throws Exception {
        Program program = program("db1/agent", SLEEP);
        Supervisor first = start(program);
        long pid = awaitPid(first, "db1/agent");

        // As if the first had been killed: it is simply never asked again before the end.
        Supervisor second = start(program);

        assertThat(awaitPid(second, "db1/agent")).isEqualTo(pid);
        first.answer(new Request(Verb.HOLD, "db1/agent"));
        Signal.KILL.sendTo(pid);
        await().until(() -> running(second, "db1/agent") && pid(second, "db1/agent") != pid);
    }

    @Test
    void answersOnItsSocket() throws Exception {
        Supervisor supervisor = start(program("db1/agent", SLEEP));
        awaitPid(supervisor, "db1/agent");
        Path socket = dir.resolve("control.sock");
        ControlClient client = new ControlClient(socket);
        Duration bound = Duration.ofSeconds(5);
        assertThat(client.ask(Request.status(), bound)).isEmpty();

        try (ControlServer server = ControlServer.open(socket, supervisor)) {
            server.start();
            assertThat(client.ask(Request.status(), bound).orElseThrow().programs())
                    .extracting(ProgramStatus::name)
                    .containsExactly("db1/agent");
            assertThat(client.ask(new Request(Verb.HOLD, "nobody"), bound)
                            .orElseThrow()
                            .refusal())
                    .isEqualTo("there is no program 'nobody'; there are db1/agent");
        }
        assertThat(client.ask(Request.status(), bound)).isEmpty();
    }

    @Test
    void keepsLogsSmall() throws Exception {
        Path log = dir.resolve("x.log");
        Files.writeString(log, "0123456789");

        new LogBound(10).keep(log);
        assertThat(log).hasContent("0123456789");
        new LogBound(9).keep(log);

        assertThat(log).isEmptyFile();
        assertThat(dir.resolve("x.log.1")).hasContent("0123456789");
    }

    private Supervisor start(Program... programs) {
        Supervisor supervisor = new Supervisor(new ProgramList("build", List.of(programs)), dir.resolve("pids"), QUICK);
        supervisors.add(supervisor);
        supervisor.start();
        return supervisor;
    }

    private Program program(String name, String script) {
        return program(name, script, 1);
    }

    private Program program(String name, String script, int rank) {
        return new Program(name, List.of("sh", "-c", script), new TreeMap<>(), log(name), rank, 500);
    }

    private Path log(String name) {
        return dir.resolve(name.replace('/', '-') + ".log");
    }

    private static String trap(Path order, String name) {
        return "trap 'echo " + name + " >>" + order + "; exit 0' TERM; echo ready; while :; do sleep 0.05; done";
    }

    private void awaitTrap(String name) {
        await().until(() ->
                Files.exists(log(name)) && Files.readString(log(name)).contains("ready"));
    }

    private static long awaitPid(Supervisor supervisor, String name) {
        await().until(() -> running(supervisor, name));
        return pid(supervisor, name);
    }

    private static boolean running(Supervisor supervisor, String name) {
        return status(supervisor, name).running();
    }

    private static long pid(Supervisor supervisor, String name) {
        return status(supervisor, name).pid().orElse(0L);
    }

    private static ProgramStatus status(Supervisor supervisor, String name) {
        try {
            return supervisor.answer(Request.status()).programs().stream()
                    .filter(status -> status.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
