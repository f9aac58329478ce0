package io.signalbox.agents.daemon.process;

import io.signalbox.agents.daemon.process.ProcessFailure.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Ends a process, by force or in order, and says when it is certain to run no more code. Blocks within the bound.
 */
public final class MysqldEnd {
    private static final Duration LOOK = Duration.ofMillis(2);
    /** Zombie, dead, or in an uninterruptible wait of the kernel: after SIGKILL none of these comes back to user code. */
    private static final String NO_MORE_CODE = "ZXxD";

    /** How sure the end is. */
    public enum Certainty {
        /** A zombie or gone. */
        ENDED,
        /** Killed; threads wait in the kernel (a stalled disk) and will never run user code again. */
        ENDED_BUT_HELD_BY_THE_KERNEL
    }

    /** SIGKILL. */
    public Certainty kill(ProcessIdentity process, Duration bound) throws ProcessFailure, InterruptedException {
        signal(process, true);
        return await(process, bound, true, "was sent SIGKILL");
    }

    /** SIGTERM; mysqld finishes what waits and closes its files. */
    public Certainty stop(ProcessIdentity process, Duration bound) throws ProcessFailure, InterruptedException {
        signal(process, false);
        return await(process, bound, false, "was asked to end");
    }

    private static void signal(ProcessIdentity process, boolean force) {
        try (ProcStat stat = ProcStat.open(process).orElse(null)) {
            if (stat != null) {
                ProcessHandle.of(process.pid()).ifPresent(handle -> send(handle, force));
            }
        }
    }

    private static void send(ProcessHandle handle, boolean force) {
        boolean sent = force ? handle.destroyForcibly() : handle.destroy();
        if (!sent && handle.isAlive()) {
            throw new IllegalStateException(
                    "process " + handle.pid() + " belongs to somebody else: no signal was sent");
        }
    }

    private static Certainty await(ProcessIdentity process, Duration bound, boolean killed, String what)
            throws ProcessFailure, InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (isZombieOrGone(process)) {
                return Certainty.ENDED;
            }
            Thread.sleep(LOOK);
        }
        if (killed && runsNoMoreCode(process.pid())) {
            return Certainty.ENDED_BUT_HELD_BY_THE_KERNEL;
        }
        throw new ProcessFailure(
                Code.STILL_RUNS,
                "mysqld " + process + " " + what + " and still runs after " + bound.toMillis() + " ms");
    }

    private static boolean isZombieOrGone(ProcessIdentity process) {
        ByteBuffer line = line(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return "ZXx".indexOf(StatLine.state(line)) >= 0 || StatLine.startTicks(line) != process.startTicks();
    }

    private static boolean runsNoMoreCode(long pid) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads) {
                if (NO_MORE_CODE.indexOf(StatLine.state(line(thread.resolve("stat")))) < 0) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static ByteBuffer line(Path stat) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(stat));
        } catch (IOException e) {
            return ByteBuffer.allocate(0);
        }
    }
}
