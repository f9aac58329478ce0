package io.signalbox.agents.daemon.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How long the threads of a process have waited on a run queue: the second number of {@code /proc/PID/task/TID/schedstat}
 * (the kernel's Documentation/scheduler/sched-stats.rst), which grows when a thread that waited gets its processor. A
 * thread that is stopped, frozen, or asleep waits on none. About 10 microseconds a thread.
 */
final class RunDelay {
    /** So many threads are looked at, and no more; the oldest come first. */
    private static final int MOST_THREADS = 512;

    private RunDelay() {}

    /** Of all its threads together, in nanoseconds; empty if there is no such process, or the kernel does not count. */
    static OptionalLong ofProcess(long pid) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            long sum = 0;
            int left = MOST_THREADS;
            for (Path thread : threads) {
                if (left-- == 0) {
                    break;
                }
                sum += ofThread(thread);
            }
            return OptionalLong.of(sum);
        } catch (IOException | DirectoryIteratorException e) {
            return OptionalLong.empty();
        }
    }

    private static long ofThread(Path thread) {
        try {
            return waited(Files.readString(thread.resolve("schedstat")));
        } catch (IOException e) {
            return 0; // the thread has ended meanwhile, or this kernel keeps no such file
        }
    }

    /** The second of three numbers; 0 where there is none. */
    static long waited(String line) {
        String[] numbers = line.strip().split(" ");
        return numbers.length < 2 ? 0 : Long.parseLong(numbers[1]);
    }
}
