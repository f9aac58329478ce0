package io.signalbox.mysql.binlog;

import io.signalbox.mysql.binlog.CutPlan.Obstacle;
import io.signalbox.mysql.gtid.GtidCollector;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.Optional;

/** Goes through a binlog file's events and tells the GTIDs in their order. */
final class BinlogScan {
    /** Flags 1, then the source's uuid 16, then the transaction's number 8 (event 33). */
    private static final int GTID_UUID_AT = 1;

    private static final int GTID_NUMBER_AT = 17;
    private static final int UUID = 16;

    /** The highest byte of the count of sources is 1 in the encoding that knows tags. */
    private static final int TAGGED_ENCODING_SHIFT = 56;

    /** Told of each transaction, and where its GTID event begins. */
    interface Transactions {
        void transaction(long offset, String source, long number);
    }

    private BinlogScan() {}

    /**
     * Reads the events from {@code offset} on.
     *
     * @return the end of the last whole event
     */
    static long read(BinlogFile file, long offset, Transactions sink) throws Unreadable {
        long at = offset;
        for (Optional<Event> next = file.eventAt(at); next.isPresent(); next = file.eventAt(at)) {
            Event event = next.get();
            if (event.type() == Event.GTID_TAGGED) {
                throw new Unreadable(
                        Obstacle.TAGGED_TRANSACTIONS, file.path() + " holds a tagged GTID at offset " + event.offset());
            }
            if (event.type() == Event.GTID) {
                long body = BinlogFile.bodyOf(event);
                sink.transaction(at, file.uuidAt(body + GTID_UUID_AT), file.longAt(body + GTID_NUMBER_AT));
            }
            at = event.end();
        }
        return at;
    }

    /** What the files before this one hold, purged ones included; it stands behind the format description. */
    static GtidSet previous(BinlogFile file) throws Unreadable {
        Optional<Event> event = file.eventAt(file.firstEvent());
        if (event.isEmpty() || event.get().type() != Event.PREVIOUS_GTIDS) {
            throw new Unreadable(Obstacle.UNKNOWN_FORMAT, file.path() + " does not say what the files before it hold");
        }
        long at = BinlogFile.bodyOf(event.get());
        long sources = file.longAt(at);
        if (sources >>> TAGGED_ENCODING_SHIFT != 0) {
            throw new Unreadable(Obstacle.TAGGED_TRANSACTIONS, "files before " + file.path() + " hold tagged GTIDs");
        }
        return intervals(file, at + Long.BYTES, sources);
    }

    /** Each source: uuid, count, then pairs of first and one past the last. */
    private static GtidSet intervals(BinlogFile file, long from, long sources) {
        GtidCollector found = new GtidCollector();
        long at = from;
        for (long s = 0; s < sources; s++) {
            String source = file.uuidAt(at);
            long count = file.longAt(at + UUID);
            at += UUID + Long.BYTES;
            for (long i = 0; i < count; i++, at += 2 * Long.BYTES) {
                found.add(source, file.longAt(at), file.longAt(at + Long.BYTES) - 1);
            }
        }
        return found.gathered();
    }
}
