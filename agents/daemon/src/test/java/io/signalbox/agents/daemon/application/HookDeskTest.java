package io.signalbox.agents.daemon.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.agents.daemon.application.HookDesk.Hook;
import io.signalbox.agents.daemon.process.ProcessIdentity;
import io.signalbox.agents.protocol.Application.Outcome;
import io.signalbox.agents.protocol.Application.Run;
import io.signalbox.agents.protocol.Application.RunState;
import io.signalbox.agents.protocol.Application.Start;
import io.signalbox.agents.protocol.Application.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hooks as real processes. */
class HookDeskTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final Semaphore ended = new Semaphore(0);

    @Test
    void runsTheHookWithTheVersionAsItsOneArgument() throws Exception {
        HookDesk desk = desk("echo \"got $# [$1]\"; echo oops >&2; env | sort", LONG);

        assertThat(desk.start(start("d1", "v1.2-rc.3+b7"), 0).done()).isTrue();

        Run run = end(desk);
        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(run.exit()).isZero();
        assertThat(run.output()).contains("got 1 [v1.2-rc.3+b7]", "oops");
        assertThat(run.output()).noneMatch(line -> line.startsWith("HOME=") || line.startsWith("JAVA"));
    }

    @Test
    void reportsTheExitStatusOfAFailure() throws Exception {
        HookDesk desk = desk("echo no such release; exit 7", LONG);
        desk.start(start("d1", "v2"), 0);

        Run run = end(desk);
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.sentence()).isEqualTo("the hook ended with status 7");
        assertThat(run.output()).containsExactly("no such release");
    }

    @Test
    void killsAHangingHookWithAllThatItStartedAtTheDeadline() throws Exception {
        Path pids = directory.resolve("pids");
        HookDesk desk = desk(
                "sleep 1000 & echo $! >> " + pids + "; setsid sleep 1000 & echo $! >> " + pids + "; echo begun; wait",
                Duration.ofMillis(700));
        desk.start(start("d1", "v2"), 0);

        Run run = end(desk);
        assertThat(run.state()).isEqualTo(RunState.KILLED);
        assertThat(run.sentence()).isEqualTo("it did not end within 700 ms, and was killed");
        assertThat(run.output()).containsExactly("begun");
        assertThat(Files.readAllLines(pids))
                .hasSize(2)
                .allSatisfy(pid ->
                        assertThat(ProcessIdentity.of(Long.parseLong(pid))).isEmpty());
    }

    @Test
    void whatAHookLeavesBehindOnPurposeLivesOnAndIsNotWaitedFor() throws Exception {
        Path pids = directory.resolve("pids");
        HookDesk desk = desk("sleep 1000 & echo $! > " + pids + "; echo done", LONG);
        desk.start(start("d1", "v2"), 0);

        assertThat(end(desk).state()).isEqualTo(RunState.DONE);
        long pid = Long.parseLong(Files.readString(pids).strip());
        assertThat(ProcessIdentity.of(pid)).isPresent();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void keepsTheLastLinesOfAFlood() throws Exception {
        HookDesk desk =
                desk("i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done; head -c 100000 /dev/zero", LONG);
        desk.start(start("d1", "v2"), 0);

        Run run = end(desk);
        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(run.output().size()).isBetween(OutputTail.MOST_LINES, OutputTail.MOST_LINES + 1);
        assertThat(run.output()).contains("line 19999").doesNotContain("line 0");
        assertThat(run.dropped()).isEqualTo(20000 - OutputTail.MOST_LINES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-v",
                "--help",
                "v 2",
                "v2\n",
                "v2;reboot",
                "$(id)",
                "`id`",
                "../../etc",
                "a/b",
                "v\u0000",
                "\u00e9",
                "v2'",
                "0123456789012345678901234567890123456789012345678901234567890123x"
            })
    void noOddVersionReachesTheHook(String version) throws Exception {
        HookDesk desk = desk("touch " + directory.resolve("ran"), LONG);

        Outcome outcome = desk.start(start("d1", version), 0);

        assertThat(outcome.code()).isEqualTo("wrong_version");
        assertThat(outcome.run()).isEmpty();
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxr-x", "rwxr-xrwx"})
    void refusesAFileThatOthersCanWrite(String mode) throws Exception {
        HookDesk desk = desk("echo", LONG);
        Files.setPosixFilePermissions(program(), PosixFilePermissions.fromString(mode));

        Outcome outcome = desk.start(start("d1", "v2"), 0);

        assertThat(outcome.code()).isEqualTo("hook_not_safe");
        assertThat(outcome.detail()).endsWith("can be written by its group or by others: it is not run");
        assertThat(desk.run()).isEmpty();
    }

    @Test
    void refusesAFileInADirectoryWhereOthersCanReplaceIt() throws Exception {
        HookDesk desk = desk("echo", LONG);
        Files.setPosixFilePermissions(program().getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(desk.start(start("d1", "v2"), 0).code()).isEqualTo("hook_not_safe");
    }

    @Test
    void refusesWhatIsNoProgram() throws Exception {
        HookDesk desk = desk("echo", LONG);
        Files.delete(program());

        assertThat(desk.start(start("d1", "v2"), 0).detail()).contains("cannot be looked at");
    }

    @Test
    void aSecondStartOfTheSameRunStartsNothingAndAnotherWaitsItsTurn() throws Exception {
        HookDesk desk = desk("echo x >> " + directory.resolve("ran") + "; sleep 1000", LONG);
        desk.start(start("d1", "v2"), 0);

        assertThat(desk.start(start("d1", "v2"), 0).done()).isTrue();
        assertThat(desk.start(start("d2", "v3"), 0).code()).isEqualTo("busy");
        assertThat(desk.run().orElseThrow().state()).isEqualTo(RunState.RUNNING);

        assertThat(desk.stop(new Stop("d1", 1), 0).done()).isTrue();
        assertThat(end(desk).state()).isEqualTo(RunState.KILLED);
        assertThat(Files.readAllLines(directory.resolve("ran"))).hasSize(1);
    }

    @Test
    void aLeaderOfAnOlderTermStartsAndStopsNothing() throws Exception {
        HookDesk desk = desk("sleep 1000", LONG);

        assertThat(desk.start(new Start("d1", "v2", false, 3), 4).code()).isEqualTo("stale_term");
        assertThat(desk.start(new Start("d1", "v2", false, 5), 4).done()).isTrue();
        assertThat(desk.stop(new Stop("d1", 4), 0).code()).isEqualTo("stale_term");
        assertThat(desk.run().orElseThrow().state()).isEqualTo(RunState.RUNNING);
        desk.stop(new Stop("d1", 5), 0);
        end(desk);
    }

    @Test
    void aRestartedAgentEndsTheRunAndSaysThatItIsLost() throws Exception {
        Path pid = directory.resolve("pid");
        HookDesk first = desk("echo $$ > " + pid + "; exec sleep 1000", LONG);
        first.start(start("d1", "v2"), 0);
        until(() -> Files.exists(pid) && size(pid) > 0);

        HookDesk second = again();

        assertThat(second.run().orElseThrow().state()).isEqualTo(RunState.LOST);
        assertThat(ProcessIdentity.of(Long.parseLong(Files.readString(pid).strip())))
                .isEmpty();
        assertThat(second.start(start("d1", "v2"), 0).run().orElseThrow().state())
                .isEqualTo(RunState.LOST);
        end(first);
    }

    @Test
    void theHookForGoingBackIsAnotherWhereThereIsOne() throws Exception {
        script("echo forth");
        Path back = Files.writeString(program().resolveSibling("back"), "#!/bin/sh\necho back to $1\n");
        Files.setPosixFilePermissions(back, PosixFilePermissions.fromString("rwx------"));
        HookDesk desk =
                new HookDesk(Optional.of(new Hook(program(), Optional.of(back), LONG)), directory, ended::release);
        desk.start(new Start("d1", "v1", true, 1), 0);

        assertThat(end(desk).output()).containsExactly("back to v1");
    }

    private static Start start(String id, String version) {
        return new Start(id, version, false, 1);
    }

    private HookDesk desk(String script, Duration deadline) throws IOException {
        script(script);
        return new HookDesk(Optional.of(new Hook(program(), Optional.empty(), deadline)), directory, ended::release);
    }

    private HookDesk again() throws IOException {
        return new HookDesk(Optional.of(new Hook(program(), Optional.empty(), LONG)), directory, ended::release);
    }

    private void script(String script) throws IOException {
        Files.createDirectories(program().getParent());
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(program().getParent(), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(program(), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program(), PosixFilePermissions.fromString("rwx------"));
    }

    private Path program() {
        return directory.resolve("hooks").resolve("deploy");
    }

    private Run end(HookDesk desk) throws InterruptedException {
        assertThat(ended.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
        return desk.run().orElseThrow();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void until(BooleanSupplier condition) {
        long until = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - until).isNegative();
            Thread.onSpinWait();
        }
    }
}
