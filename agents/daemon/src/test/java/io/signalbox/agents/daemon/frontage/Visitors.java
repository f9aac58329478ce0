package io.signalbox.agents.daemon.frontage;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Ask for pages, one after another, and note what did not come. */
final class Visitors implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Browser browser;
    private final List<Thread> threads;
    private final AtomicLong served = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    Visitors(Browser browser, int number) {
        this.browser = browser;
        threads = IntStream.range(0, number)
                .mapToObj(i -> Thread.ofVirtual().start(this::visit))
                .toList();
    }

    private void visit() {
        while (!closed) {
            try {
                HttpResponse<String> page = browser.get("/");
                if (page.statusCode() != 200) {
                    failures.add("status " + page.statusCode());
                }
            } catch (IOException e) {
                failures.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            served.incrementAndGet();
        }
    }

    void awaitMore(long requests) {
        long until = served.get() + requests;
        await().atMost(BOUND).until(() -> served.get() >= until);
    }

    List<String> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        closed = true;
        await().atMost(BOUND).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }
}
