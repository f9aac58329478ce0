package io.signalbox.mysql.binlog;

import io.signalbox.mysql.binlog.CutPlan.Cut;
import io.signalbox.mysql.binlog.CutPlan.Impossible;
import io.signalbox.mysql.binlog.CutPlan.Nothing;
import io.signalbox.mysql.binlog.CutPlan.Obstacle;
import io.signalbox.mysql.conf.ServerConf;
import io.signalbox.mysql.gtid.GtidCollector;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Cuts the tail of a <em>stopped</em> server's binlog (protocol: Rejoin, step 2). Killed at any point and called again
 * it ends in the same state.
 *
 * <p>It is sound because with AFTER_SYNC a transaction that nobody acknowledged is only prepared in the engine: recovery
 * rolls back what it does not find in the last binlog file. A file that was closed in order, or an earlier one, holds
 * what is committed; there a cut would hide transactions instead of undoing them, and is refused. Compressed transactions
 * are cut like others: their GTIDs stand outside of what is compressed.
 */
public final class TailCut {
    /** Ends the name of a tail that is being written, or whose writing was cut short: it is none. */
    public static final String UNFINISHED = ".unfinished";

    private static final String UUID_FILE = "auto.cnf";

    private final Path dataDir;
    private final TailStore tails;

    /** {@code tailDir} is made when needed, readable by its owner alone: tails hold applications' data. */
    public TailCut(Path dataDir, Path tailDir) {
        this.dataDir = dataDir;
        this.tails = new TailStore(tailDir);
    }

    /** Reads only. {@code primaryHolds}: everything that the recorded, opened primary has. */
    public CutPlan plan(GtidSet primaryHolds) throws IOException {
        Optional<Path> newest = BinlogIndex.newest(dataDir.resolve(ServerConf.BINLOG + ".index"));
        if (newest.isEmpty() || !Files.exists(newest.get())) {
            return new Impossible(Obstacle.NO_BINLOG, "no binlog file is to be found in " + dataDir);
        }
        try (BinlogFile file = BinlogFile.open(newest.get())) {
            return plan(file, primaryHolds);
        } catch (Unreadable e) {
            return e.impossible();
        }
    }

    private static CutPlan plan(BinlogFile file, GtidSet primaryHolds) throws Unreadable {
        GtidSet earlier = BinlogScan.previous(file).minus(primaryHolds);
        Tail tail = new Tail(primaryHolds);
        BinlogScan.read(file, file.firstEvent(), tail);
        if (!earlier.isEmpty()) {
            return new Impossible(
                    Obstacle.EARLIER_FILE_HOLDS_MORE, "committed before " + file.path() + " began: " + earlier);
        }
        if (tail.from < 0) {
            return new Nothing(file.path());
        }
        if (!tail.heldBehind.gathered().isEmpty()) {
            return new Impossible(
                    Obstacle.PRIMARY_HOLDS_LATER_ONES,
                    "the primary lacks " + tail.lacked.gathered() + " of " + file.path() + ", but holds later ones: "
                            + tail.heldBehind.gathered());
        }
        if (!file.inUse()) {
            return new Impossible(
                    Obstacle.CLOSED_CLEANLY,
                    file.path() + " was closed in order, so that it is committed: " + tail.lacked.gathered());
        }
        return new Cut(file.path(), tail.from, tail.lacked.gathered(), file.size() - tail.from);
    }

    /** What the primary lacks, and whether it holds anything behind that. */
    private static final class Tail implements BinlogScan.Transactions {
        private final GtidSet primaryHolds;
        private final GtidCollector lacked = new GtidCollector();
        private final GtidCollector heldBehind = new GtidCollector();
        private long from = -1;

        Tail(GtidSet primaryHolds) {
            this.primaryHolds = primaryHolds;
        }

        @Override
        public void transaction(long offset, String source, long number) {
            if (!primaryHolds.has(source, number)) {
                from = from < 0 ? offset : from;
                lacked.add(source, number);
            } else if (from >= 0) {
                heldBehind.add(source, number);
            }
        }
    }

    /**
     * Saves the tail, truncates the binlog, removes {@code auto.cnf} (the cut frees GTIDs that must never be given out
     * again), each made durable before the next. With {@link Nothing} only {@code auto.cnf} goes.
     *
     * @return the tail, also when an earlier, interrupted call had cut it; empty if there was none
     * @throws IllegalArgumentException if the plan is {@link Impossible}
     */
    public Optional<SavedTail> perform(CutPlan plan) throws IOException {
        Optional<SavedTail> tail = switch (plan) {
            case Nothing nothing -> tails.endingAt(nothing.file(), Files.size(nothing.file()));
            case Cut cut -> Optional.of(cut(cut));
            case Impossible impossible -> throw new IllegalArgumentException(impossible.sentence());
        };
        Files.deleteIfExists(dataDir.resolve(UUID_FILE));
        Durable.directory(dataDir);
        return tail;
    }

    private SavedTail cut(Cut cut) throws IOException {
        SavedTail saved = tails.save(cut);
        try (FileChannel channel = FileChannel.open(cut.file(), StandardOpenOption.WRITE)) {
            channel.truncate(cut.offset());
            channel.force(true);
        }
        return saved;
    }
}
