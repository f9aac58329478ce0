package io.signalbox.controller.core.record;

import io.signalbox.agents.protocol.AbsentMeansEmpty;
import java.util.Collections;
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
 * @param maintenance servers that operators took out of service: nothing is done to them by itself
 * @param takeovers how many of its revisions changed nothing but the leader
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
        SortedMap<String, WebWish> web,
        @AbsentMeansEmpty SortedSet<String> maintenance,
        @AbsentMeansEmpty long takeovers) {

    public ClusterRecord {
        if (ackers.contains(primary)) {
            throw new IllegalArgumentException("the primary acknowledges nothing to itself: " + primary);
        }
        if (ackers.isEmpty() && proven) {
            throw new IllegalArgumentException("a record without ackers is never proven");
        }
        if (k < 1 || k > Math.max(1, ackers.size())) {
            throw new IllegalArgumentException(k + " acknowledgements of " + ackers.size() + " ackers");
        }
    }

    /** What a site begins with. */
    public static ClusterRecord blank(String cluster) {
        return new ClusterRecord(
                cluster,
                0,
                0,
                0,
                "",
                Collections.emptySortedSet(),
                1,
                false,
                Mode.AUTOMATIC,
                Run.NONE,
                Collections.emptySortedMap(),
                Collections.emptySortedSet(),
                0);
    }

    /**
     * Grows with every write that changes more than the leader. Agents are told this one: in a store that was put back,
     * leaders who follow each other must not bring {@code rev} up to what agents know.
     */
    public long edition() {
        return rev - takeovers;
    }

    /** Whether automatic acts are on. */
    public enum Mode {
        AUTOMATIC,
        PAUSED
    }

    /** The wanted state of a web server. */
    public record WebWish(io.signalbox.agents.protocol.Order.ServerMode mode, int weight) {}
}
