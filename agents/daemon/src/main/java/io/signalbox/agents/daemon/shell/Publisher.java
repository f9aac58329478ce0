package io.signalbox.agents.daemon.shell;

import io.signalbox.agents.daemon.link.Links;
import io.signalbox.agents.daemon.metrics.AgentMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends reports to whoever is linked: at once when something changed, and every period otherwise. Changes that come
 * together go out in one report. On the loop, but for {@link #soon}.
 */
public final class Publisher {
    private final Reporter reporter;
    private final Links links;
    private final Loop loop;
    private final Duration period;
    private final AgentMetrics metrics;
    private final AtomicBoolean due = new AtomicBoolean();

    public Publisher(Reporter reporter, Links links, Loop loop, Duration period, AgentMetrics metrics) {
        this.reporter = reporter;
        this.links = links;
        this.loop = loop;
        this.period = period;
        this.metrics = metrics;
    }

    /** Begins the periodic reports. */
    public void start() {
        loop.every(period, this::publish);
    }

    /** From any thread: something changed. What waits on the loop goes first: an answer, and what changes with it. */
    public void soon() {
        if (due.compareAndSet(false, true)) {
            loop.execute(() -> loop.execute(() -> {
                due.set(false);
                publish();
            }));
        }
    }

    private void publish() {
        if (links.isHeard()) {
            links.publish(reporter.frame());
            metrics.reported();
        }
    }
}
