package io.signalbox.agents.daemon.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What a process costs over a time, from {@code /proc}: processor time of all its threads, and resident memory.
 *
 * @param busiestThreads lines of text, the costliest first
 */
public record ProcessCost(double percentOfACore, long residentMebibytes, String busiestThreads) {
    private static final double NANOS_PER_SECOND = 1e9;

    /** @param meanwhile done every second, so that queues of the test itself do not grow */
    public static ProcessCost of(long pid, Duration warmUp, Duration time, Runnable meanwhile) throws IOException {
        pass(warmUp, meanwhile);
        Map<String, Long> before = nanosByThread(pid);
        long from = System.nanoTime();
        pass(time, meanwhile);
        Map<String, Long> after = nanosByThread(pid);
        double seconds = (System.nanoTime() - from) / NANOS_PER_SECOND;
        after.replaceAll((thread, nanos) -> nanos - before.getOrDefault(thread, 0L));
        double total = after.values().stream().mapToLong(n -> n).sum() / NANOS_PER_SECOND;
        return new ProcessCost(100 * total / seconds, resident(pid), busiest(after, seconds));
    }

    private static void pass(Duration time, Runnable meanwhile) {
        long end = System.nanoTime() + time.toNanos();
        Awaitility.await()
                .atMost(time.plusSeconds(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    meanwhile.run();
                    return System.nanoTime() - end >= 0;
                });
    }

    /** By /proc/PID/task/TID/schedstat, whose first number is the time on a processor. */
    private static Map<String, Long> nanosByThread(long pid) throws IOException {
        Map<String, Long> nanos = new TreeMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                String name = Files.readString(thread.resolve("comm")).strip() + " " + thread.getFileName();
                nanos.put(
                        name,
                        Long.parseLong(
                                Files.readString(thread.resolve("schedstat")).split(" ")[0]));
            }
        }
        return nanos;
    }

    private static long resident(long pid) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
        return lines.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static String busiest(Map<String, Long> nanos, double seconds) {
        return nanos.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(8)
                .map(entry -> "  %5.2f %% %s%n"
                        .formatted(100 * entry.getValue() / NANOS_PER_SECOND / seconds, entry.getKey()))
                .collect(Collectors.joining());
    }
}
