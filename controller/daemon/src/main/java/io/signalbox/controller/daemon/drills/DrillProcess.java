package io.signalbox.controller.daemon.drills;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts a program in a session of its own, and tells later whether it still runs. */
final class DrillProcess {
    private static final String NEW_SESSION = "setsid";
    private static final long SAME_START_MILLIS = 2_000;
    private static final File NOTHING = new File("/dev/null");

    private DrillProcess() {}

    /** @param log gets what the program says on standard error */
    static ProcessHandle start(List<String> argv, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(NEW_SESSION);
        command.addAll(argv);
        return new ProcessBuilder(command)
                .redirectInput(NOTHING)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start()
                .toHandle();
    }

    static long since(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
    }

    /** The start time is derived from the boot time, which moves with the wall clock a little. */
    static boolean runs(DrillStart start) {
        Optional<ProcessHandle> process = ProcessHandle.of(start.pid());
        return process.isPresent()
                && process.get().isAlive()
                && Math.abs(since(process.get()) - start.pidSince()) < SAME_START_MILLIS;
    }
}
