package io.signalbox.controller.daemon.metrics;

import io.signalbox.agents.protocol.Report;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The last report of each agent whose link is up; one entry for each configured agent at most. */
public final class LatestReports {
    private final Map<String, Report> reports = new ConcurrentHashMap<>();
    private volatile Runnable heard = () -> {};

    /** Is run after each report, on the thread that brought it: must neither block nor throw. One at most. */
    public void whenHeard(Runnable listener) {
        heard = listener;
    }

    public void put(Report report) {
        reports.put(report.server(), report);
        heard.run();
    }

    public void forget(String server) {
        reports.remove(server);
    }

    public SortedMap<String, Report> all() {
        return new TreeMap<>(reports);
    }
}
