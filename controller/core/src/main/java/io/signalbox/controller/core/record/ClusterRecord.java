package io.signalbox.controller.core.record;

import java.util.SortedMap;
import java.util.SortedSet;

/**
 * The durable truth of one cluster.
 *
 * @param rev grows with every write; 0 means that nothing was written yet
 * @param term of the leader who wrote it
 * @param epoch grows with every change of primary
 * @param primary the one server meant to accept writes, or empty before bootstrap
 * @param ackers the servers whose acknowledgement the primary may count; never the primary
 * @param k how many of them a commit waits for
 * @param proven every acknowledged write of all history is held by at least {@code k} of {@code ackers}; while false
 *     nobody but {@code primary} may be opened automatically
 * @param web what operators want of web servers, by {@code backend/server}; absent means ready at its configured weight
 */
public record ClusterRecord(
        String cluster,
        long rev,
        long term,
        long epoch,
        String primary,
        SortedSet<String> ackers,
        int k,
        boolean proven,
        Mode mode,
        Run run,
        SortedMap<String, WebWish> web) {

    public ClusterRecord {
        if (ackers.contains(primary)) {
            throw new IllegalArgumentException("the primary acknowledges nothing to itself: " + primary);
        }
        if (ackers.isEmpty() && proven) {
            throw new IllegalArgumentException("a record without ackers is never proven");
        }
    }

    /** Whether automatic acts are on. */
    public enum Mode {
        AUTOMATIC,
        PAUSED
    }

    /** The wanted state of a web server. */
    public record WebWish(io.signalbox.agents.protocol.Order.ServerMode mode, int weight) {}
}
