package io.signalbox.mysql.binlog;

import io.signalbox.mysql.gtid.GtidSet;
import java.nio.file.Path;

/** What is to be done with the end of a stopped server's last binlog file. */
public sealed interface CutPlan {

    /** The file holds nothing that the primary lacks. */
    record Nothing(Path file) implements CutPlan {}

    /**
     * Everything from {@code offset} on goes: {@code gtids} and a torn end, if any.
     *
     * @param bytes how many bytes go
     */
    record Cut(Path file, long offset, GtidSet gtids, long bytes) implements CutPlan {}

    /** A cut would not be right, or cannot be judged. Nothing was touched. */
    record Impossible(Obstacle obstacle, String sentence) implements CutPlan {}

    /** What defeats a cut. */
    enum Obstacle {
        NO_BINLOG,
        ENCRYPTED,
        NOT_A_BINLOG,
        UNKNOWN_FORMAT,
        CORRUPT,
        TAGGED_TRANSACTIONS,
        /** The file was closed in order: what it holds is committed. */
        CLOSED_CLEANLY,
        /** An earlier file holds transactions that the primary lacks: they are committed. */
        EARLIER_FILE_HOLDS_MORE,
        /** Behind the first transaction that the primary lacks there is one that it has. */
        PRIMARY_HOLDS_LATER_ONES
    }
}
