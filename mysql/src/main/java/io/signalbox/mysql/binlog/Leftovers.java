package io.signalbox.mysql.binlog;

import io.signalbox.mysql.conf.ServerConf;
import io.signalbox.mysql.gtid.GtidCollector;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Saves the transactions that only this server has, from wherever in its binlog they are, before its data is replaced. A
 * file that cannot be read (it is encrypted, or damaged) may hold such: it is kept whole. Reads a running server's files
 * too, if nothing is written to them meanwhile. Called again it finds its own files.
 */
public final class Leftovers {
    /** Ends the name of every file that is kept: {@code binlog.000007-own.leftover}. */
    public static final String SUFFIX = ".leftover";

    private final Path dataDir;
    private final Path directory;

    /** {@code directory} is made when needed, readable by its owner alone. */
    public Leftovers(Path dataDir, Path directory) {
        this.dataDir = dataDir;
        this.directory = directory;
    }

    /**
     * Saves what {@code keep} lacks.
     *
     * @throws IOException if a file cannot be written, for want of room too; nothing of the server was touched
     */
    public SavedLeftovers save(GtidSet keep) throws IOException {
        KeptFile.createDirectory(directory);
        List<Path> saved = new ArrayList<>();
        GtidCollector found = new GtidCollector();
        long bytes = 0;
        for (Path binlog : BinlogIndex.files(dataDir.resolve(ServerConf.BINLOG + ".index"))) {
            if (Files.exists(binlog) && keep(binlog, keep, found)) {
                Path kept = settle(binlog);
                saved.add(kept);
                bytes += Files.size(kept);
            }
        }
        Durable.directory(directory);
        return new SavedLeftovers(List.copyOf(saved), found.gathered(), bytes);
    }

    /** Writes the unfinished file; false if there is nothing to keep. */
    private boolean keep(Path binlog, GtidSet keep, GtidCollector found) throws IOException {
        try (BinlogFile file = BinlogFile.open(binlog)) {
            List<Span> own = own(file, keep, found);
            if (!own.isEmpty()) {
                write(binlog, file, own);
            }
            return !own.isEmpty();
        } catch (Unreadable e) {
            try (FileChannel in = FileChannel.open(binlog, StandardOpenOption.READ);
                    FileChannel out = KeptFile.create(unfinished(binlog))) {
                for (long at = 0; at < in.size(); ) {
                    at += in.transferTo(at, in.size() - at, out);
                }
                out.force(true);
            }
            return true;
        }
    }

    /** Where a transaction's events begin, and end. */
    private record Span(long from, long to) {}

    private static List<Span> own(BinlogFile file, GtidSet keep, GtidCollector found) throws Unreadable {
        List<Span> spans = new ArrayList<>();
        long[] from = {-1};
        long end = BinlogScan.read(file, file.firstEvent(), (offset, source, number) -> {
            if (from[0] >= 0) {
                spans.add(new Span(from[0], offset));
            }
            from[0] = keep.has(source, number) ? -1 : offset;
            if (from[0] >= 0) {
                found.add(source, number);
            }
        });
        if (from[0] >= 0) {
            spans.add(new Span(from[0], end));
        }
        return spans;
    }

    private void write(Path binlog, BinlogFile file, List<Span> own) throws IOException {
        try (FileChannel out = KeptFile.create(unfinished(binlog))) {
            KeptFile.write(out, ByteBuffer.wrap(file.head()));
            for (Span span : own) {
                KeptFile.write(out, file.slice(span.from(), span.to()));
            }
            out.force(true);
        }
    }

    /** Under a name that is free, or holds the same: a server that was cloned counts its files from 1 again. */
    private Path settle(Path binlog) throws IOException {
        Path content = unfinished(binlog);
        int n = 1;
        while (Files.exists(name(binlog, n)) && Files.mismatch(name(binlog, n), content) >= 0) {
            n++;
        }
        Files.move(content, name(binlog, n), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return name(binlog, n);
    }

    private Path name(Path binlog, int n) {
        return directory.resolve(binlog.getFileName() + "-own" + (n == 1 ? "" : "-" + n) + SUFFIX);
    }

    private Path unfinished(Path binlog) {
        return directory.resolve(binlog.getFileName() + SUFFIX + TailCut.UNFINISHED);
    }
}
