package io.signalbox.lab.workload;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Clients of the web tier that keep their connections, as browsers do. Every second one sends what HAProxy never repeats
 * by itself, so that a request that a server left unanswered is seen.
 */
public final class WebLoad implements AutoCloseable {
    private static final int CLIENTS = 8;
    private static final Duration BETWEEN = Duration.ofMillis(4);
    private static final Duration END_BOUND = Duration.ofSeconds(10);
    /** More say nothing new. */
    private static final int MOST_WORDS = 20;

    private final Address address;
    private final SocketFactory sockets;
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final SortedMap<String, AtomicLong> byServer = new ConcurrentSkipListMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    private WebLoad(Address address, SocketFactory sockets) {
        this.address = address;
        this.sockets = sockets;
    }

    /**
     * Begins.
     *
     * @param sockets plain, or those of TLS that trust the site
     */
    public static WebLoad start(Address address, SocketFactory sockets) {
        WebLoad load = new WebLoad(address, sockets);
        for (int i = 0; i < CLIENTS; i++) {
            String method = i % 2 == 0 ? WebConnection.REPEATABLE : WebConnection.UNREPEATABLE;
            Pace pace = new Pace(BETWEEN, BETWEEN.multipliedBy(i).dividedBy(CLIENTS));
            load.threads.add(
                    Thread.ofPlatform().daemon().name("web-client-" + i).start(() -> load.work(method, pace)));
        }
        return load;
    }

    private void work(String method, Pace pace) {
        while (!stopped) {
            try (WebConnection connection = WebConnection.open(address, sockets)) {
                while (!stopped && connection.usable()) {
                    pace.await();
                    String server = connection.ask(method);
                    answered.incrementAndGet();
                    byServer.computeIfAbsent(server, name -> new AtomicLong()).incrementAndGet();
                }
            } catch (IOException e) {
                failed.incrementAndGet();
                if (failures.size() < MOST_WORDS) {
                    failures.add(method + ": " + e.getMessage());
                }
            }
        }
    }

    public long answered() {
        return answered.get();
    }

    public long failed() {
        return failed.get();
    }

    /** What went wrong, in words; not all of it if it is much. */
    public List<String> failures() {
        return failures;
    }

    /** How many requests this web server has answered. */
    public long answeredBy(String server) {
        AtomicLong count = byServer.get(server);
        return count == null ? 0 : count.get();
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(END_BOUND);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
