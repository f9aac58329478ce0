package io.signalbox.controller.simulation;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Histories side by side, each on a thread of its own; what they came to is handed out in the order of their seeds. */
final class Lanes implements AutoCloseable {
    /** So many histories may be ahead of the slowest, for each of several threads. */
    private static final int AHEAD = 8;

    private final ExecutorService threads;
    private final int window;
    private final Optional<Consumer<String>> log;
    private final Deque<Future<Done>> begun = new ArrayDeque<>();
    private long seed;

    /** @param cpu nanoseconds of processor time that it took */
    record Done(History.Outcome outcome, long cpu) {}

    /** @param first seed; the next has the next */
    Lanes(int threads, long first, Optional<Consumer<String>> log) {
        this.threads = Executors.newFixedThreadPool(threads);
        this.window = threads == 1 ? 1 : threads * AHEAD;
        this.log = log;
        this.seed = first;
    }

    /** The history of the next seed, when it has ended. */
    Done next() {
        while (begun.size() < window) {
            long mine = seed++;
            begun.add(threads.submit(() -> run(mine)));
        }
        try {
            return begun.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a history was running", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a history could not be run to its end", e.getCause());
        }
    }

    private Done run(long mine) {
        long before = cpu();
        History.Outcome outcome = History.run(mine, log);
        return new Done(outcome, cpu() - before);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** What was begun and not asked for is thrown away. */
    @Override
    public void close() {
        begun.forEach(each -> each.cancel(false));
        threads.close();
    }
}
