package io.signalbox.controller.daemon.reads;

import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.daemon.metrics.LatestReports;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Those who wait until everybody who is read from has executed what they wrote. Each report is held against all of them. */
public final class Waiters {
    /** Side by side. A waiter costs a comparison of two sets for each report, and no thread. */
    public static final int MOST = 1000;

    private final LatestReports reports;
    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();

    public Waiters(LatestReports reports) {
        this.reports = reports;
        reports.whenHeard(this::look);
    }

    /** One who waits. */
    public final class Waiter {
        private final GtidSet wanted;
        private final Supplier<SortedSet<String>> readers;
        private final CompletableFuture<SortedSet<String>> done = new CompletableFuture<>();

        private Waiter(GtidSet wanted, Supplier<SortedSet<String>> readers) {
            this.wanted = wanted;
            this.readers = readers;
        }

        /** Completed with those who are read from, when all of them have it. */
        public CompletableFuture<SortedSet<String>> done() {
            return done;
        }

        /** Those who are read from and are not known to have it. */
        public SortedSet<String> behind() {
            return behind(readers.get(), reports.all());
        }

        private SortedSet<String> behind(SortedSet<String> asked, SortedMap<String, Report> known) {
            SortedSet<String> behind = new TreeSet<>(asked);
            behind.removeIf(server -> executed(known, server).contains(wanted));
            return behind;
        }

        private void look(SortedMap<String, Report> known) {
            SortedSet<String> asked = readers.get();
            if (!asked.isEmpty() && behind(asked, known).isEmpty()) {
                done.complete(asked);
            }
        }

        /** No longer. */
        public void leave() {
            waiting.remove(this);
        }
    }

    /**
     * Begins to wait; who has what it waits for is done at once.
     *
     * @return empty if too many wait already
     */
    public Optional<Waiter> add(GtidSet wanted, Supplier<SortedSet<String>> readers) {
        Waiter waiter = new Waiter(wanted, readers);
        if (waiting.size() >= MOST) {
            return Optional.empty();
        }
        waiting.add(waiter);
        waiter.look(reports.all());
        return Optional.of(waiter);
    }

    public int size() {
        return waiting.size();
    }

    private void look() {
        if (!waiting.isEmpty()) {
            SortedMap<String, Report> known = reports.all();
            waiting.forEach(waiter -> waiter.look(known));
        }
    }

    private static GtidSet executed(Map<String, Report> reports, String server) {
        return Optional.ofNullable(reports.get(server))
                .flatMap(Report::mysql)
                .map(Report.Mysql::executed)
                .orElse(GtidSet.EMPTY);
    }
}
