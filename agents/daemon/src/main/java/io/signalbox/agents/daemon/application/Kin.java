package io.signalbox.agents.daemon.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A process that leads a session, and all that it has started: its descendants, and whoever is in its session still. */
record Kin(long leader) {
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int STATE = 0;
    private static final int SESSION = 3;

    /** Again and again until nobody is left, as one may be born while the others die. Returns false if somebody stays. */
    boolean kill() throws InterruptedException {
        long until = System.nanoTime() + BOUND.toNanos();
        List<ProcessHandle> alive = alive();
        while (!alive.isEmpty() && System.nanoTime() - until < 0) {
            alive.forEach(ProcessHandle::destroyForcibly);
            Thread.sleep(PAUSE);
            alive = alive();
        }
        return alive.isEmpty();
    }

    private List<ProcessHandle> alive() {
        Stream<ProcessHandle> descendants = ProcessHandle.of(leader).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
        Stream<ProcessHandle> session = ProcessHandle.allProcesses()
                .filter(process ->
                        session(process.pid()).filter(id -> id == leader).isPresent());
        return Stream.concat(descendants, session)
                .distinct()
                .filter(process -> session(process.pid()).isPresent())
                .toList();
    }

    /** Of a process that has not ended; see proc_pid_stat(5). */
    private static Optional<Long> session(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", SESSION + 2);
            return fields[STATE].equals("Z") || fields[STATE].equals("X")
                    ? Optional.empty()
                    : Optional.of(Long.parseLong(fields[SESSION]));
        } catch (IOException | RuntimeException gone) {
            return Optional.empty();
        }
    }
}
