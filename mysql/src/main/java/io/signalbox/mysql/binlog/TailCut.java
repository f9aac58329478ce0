package io.signalbox.mysql.binlog;

import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Cuts the tail of a <em>stopped</em> server's binlog (protocol: Rejoin, step 2). Killed at any point and called again
 * it ends in the same state.
 */
public final class TailCut {
    public TailCut(Path dataDir, Path tailDir) {
        throw new UnsupportedOperationException("being written: " + dataDir + tailDir);
    }

    /** Reads only. {@code primaryHolds}: everything that the recorded, opened primary has. */
    public CutPlan plan(GtidSet primaryHolds) throws IOException {
        throw new UnsupportedOperationException("being written: " + primaryHolds);
    }

    /**
     * Saves the tail, truncates the binlog, removes {@code auto.cnf} (the cut frees GTIDs that must never be given out
     * again), each made durable before the next. With {@link CutPlan.Nothing} only {@code auto.cnf} goes.
     *
     * @return the tail, also when an earlier, interrupted call had cut it; empty if there was none
     */
    public Optional<SavedTail> perform(CutPlan plan) throws IOException {
        throw new UnsupportedOperationException("being written: " + plan);
    }
}
