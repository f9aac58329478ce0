package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.ClientKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is asked of the site, and how much.
 *
 * @param work what writers do
 * @param clients of which kind they are
 * @param writesPerSecond over all writers together; writers of kind CLI make at most {@link #MOST_RUNS} each
 * @param openingsPerSecond new connections to the writer's port
 * @param readsPerSecond over all readers together
 * @param observationsPerSecond attempts to write to each server directly
 */
public record Load(
        WorkKind work,
        Clients clients,
        int writers,
        int writesPerSecond,
        int openingsPerSecond,
        int readers,
        int readsPerSecond,
        int observationsPerSecond) {
    /** What the promises are measured with. */
    public static final Load STANDARD = new Load(WorkKind.ROWS, Clients.RAW, 4, 500, 20, 2, 40, 10);

    /** A process for each write costs some 15 ms of a processor; drills must not starve the site. */
    public static final int MOST_RUNS = 5;

    /** Over all that read through the port for fresh reads; as many as read from the pool. */
    static final int FRESH_READS_PER_SECOND = 20;

    /** Of the one client that reads back what it wrote. */
    static final int OWN_READS_PER_SECOND = 5;

    public Load withWrites(int newWriters, int newRate) {
        return new Load(
                work, clients, newWriters, newRate, openingsPerSecond, readers, readsPerSecond, observationsPerSecond);
    }

    public Load with(WorkKind newWork, Clients newClients) {
        return new Load(
                newWork,
                newClients,
                writers,
                writesPerSecond,
                openingsPerSecond,
                readers,
                readsPerSecond,
                observationsPerSecond);
    }

    public List<ClientKind> kinds() {
        return clients.kinds(writers);
    }

    /** True for single rows over raw connections, with which every promise of speed is made. */
    public boolean promised() {
        return work == WorkKind.ROWS && clients == Clients.RAW;
    }

    /** In words. */
    public String sentence() {
        String rate = writesPerSecond + " " + work.things() + "/s over " + writers;
        return clients == Clients.RAW
                ? rate + " connections"
                : rate + " clients (" + kinds().stream().map(ClientKind::word).collect(Collectors.joining(", ")) + ")";
    }

    /** From one write of a writer of this kind to its next. */
    Duration writePeriod(ClientKind kind) {
        Duration even = period(writers, writesPerSecond);
        Duration least = Duration.ofSeconds(1).dividedBy(MOST_RUNS);
        return kind == ClientKind.CLI && even.compareTo(least) < 0 ? least : even;
    }

    static Duration period(int clients, int perSecond) {
        return Duration.ofNanos(Duration.ofSeconds(1).toNanos() * clients / perSecond);
    }
}
