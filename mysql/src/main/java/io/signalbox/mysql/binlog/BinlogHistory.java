package io.signalbox.mysql.binlog;

import io.signalbox.mysql.gtid.GtidCollector;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every GTID in the newest binlog file of a <em>running</em> server, commits that still wait included. Reads on from
 * where it was, so that asking again costs only what was written since. For one thread at a time.
 */
public final class BinlogHistory {
    private @Nullable Path file;
    private long readTo;
    private GtidCollector found = new GtidCollector();

    /**
     * @param index the server's {@code log_bin_index}
     * @throws IOException if there is no such file, or it cannot be read; the message says which and why
     */
    public GtidSet read(Path index) throws IOException {
        Optional<Path> newest = BinlogIndex.newest(index);
        if (newest.isEmpty()) {
            throw new IOException("no binlog is listed in " + index);
        }
        try (BinlogFile open = BinlogFile.open(newest.get())) {
            if (!newest.get().equals(file) || readTo > open.size()) {
                file = newest.get();
                found = new GtidCollector();
                readTo = open.firstEvent();
            }
            readTo = BinlogScan.read(open, readTo, (offset, source, number) -> found.add(source, number));
            return found.gathered();
        } catch (Unreadable e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
