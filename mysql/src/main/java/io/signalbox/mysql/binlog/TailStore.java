package io.signalbox.mysql.binlog;

import io.signalbox.mysql.binlog.CutPlan.Cut;
import io.signalbox.mysql.gtid.GtidCollector;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Keeps cut tails as files that mysqlbinlog reads by themselves: a binlog's head, then the whole events of the tail. The
 * name tells which file was cut and where ({@code binlog.000007-at-4711.tail}), so that a second call finds the first
 * one's work. An event torn in the middle was never sent to anybody and is not kept.
 */
final class TailStore {

    private final Path directory;

    TailStore(Path directory) {
        this.directory = directory;
    }

    /** Writes the tail under a name of its own, whole or not at all. */
    SavedTail save(Cut cut) throws IOException {
        KeptFile.createDirectory(directory);
        Path unfinished = directory.resolve(cut.file().getFileName() + TailCut.UNFINISHED);
        try (BinlogFile file = BinlogFile.open(cut.file());
                FileChannel out = KeptFile.create(unfinished)) {
            KeptFile.write(out, ByteBuffer.wrap(file.head()));
            long end = BinlogScan.read(file, cut.offset(), (offset, source, number) -> {});
            KeptFile.write(out, file.slice(cut.offset(), end));
            out.force(true);
        } catch (Unreadable e) {
            throw new IOException(e.getMessage(), e);
        }
        Path target = free(cut.file(), cut.offset(), unfinished);
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        Durable.directory(directory);
        return new SavedTail(target, cut.gtids(), cut.bytes());
    }

    /** The tail that an earlier call cut off at {@code offset} of {@code binlog}. */
    Optional<SavedTail> endingAt(Path binlog, long offset) throws IOException {
        Path last = null;
        for (int n = 1; Files.exists(name(binlog, offset, n)); n++) {
            last = name(binlog, offset, n);
        }
        return last == null ? Optional.empty() : Optional.of(read(last));
    }

    private SavedTail read(Path tail) throws IOException {
        GtidCollector found = new GtidCollector();
        try (BinlogFile file = BinlogFile.open(tail)) {
            long from = file.firstEvent();
            BinlogScan.read(file, from, (offset, source, number) -> found.add(source, number));
            GtidSet gtids = found.gathered();
            return new SavedTail(tail, gtids, file.size() - from);
        } catch (Unreadable e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * A name that is free, or holds the same since a call was interrupted. It may hold something else: a server that was
     * cloned anew counts its files from 1 again.
     */
    private Path free(Path binlog, long offset, Path content) throws IOException {
        int n = 1;
        while (Files.exists(name(binlog, offset, n)) && Files.mismatch(name(binlog, offset, n), content) >= 0) {
            n++;
        }
        return name(binlog, offset, n);
    }

    private Path name(Path binlog, long offset, int n) {
        return directory.resolve(binlog.getFileName() + "-at-" + offset + (n == 1 ? "" : "-" + n) + ".tail");
    }
}
