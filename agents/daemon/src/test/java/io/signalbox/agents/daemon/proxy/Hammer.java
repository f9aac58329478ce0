package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.real.SqlClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Asks HAProxy without pause which writers are open, while a client connects to the writes' port again and again. */
final class Hammer implements AutoCloseable {
    private final ProxyBench bench;
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger mostOpenWriters = new AtomicInteger();
    private final AtomicInteger greeted = new AtomicInteger();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final AtomicReference<AssertionError> broken = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    Hammer(ProxyBench bench) {
        this.bench = bench;
        threads.add(Thread.ofVirtual().start(() -> repeat(this::look)));
        threads.add(Thread.ofVirtual().start(() -> repeat(this::connect)));
    }

    int looks() {
        return looks.get();
    }

    int mostOpenWriters() {
        return mostOpenWriters.get();
    }

    int greeted() {
        return greeted.get();
    }

    /** Why clients were turned away before they were greeted. */
    List<String> refused() {
        return refused;
    }

    private void repeat(Runnable once) {
        try {
            while (!stopped) {
                once.run();
            }
        } catch (AssertionError e) {
            broken.set(e);
        }
    }

    private void look() {
        mostOpenWriters.accumulateAndGet(bench.openWriters().size(), Math::max);
        looks.incrementAndGet();
    }

    private void connect() {
        try (SqlClient client = bench.write()) {
            greeted.addAndGet(client.greeting().startsWith("db") ? 1 : 0);
        } catch (IOException e) {
            refused.add(String.valueOf(e.getMessage()));
        }
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        if (broken.get() != null) {
            throw broken.get();
        }
    }

    @Override
    public void close() {
        stopped = true;
    }
}
