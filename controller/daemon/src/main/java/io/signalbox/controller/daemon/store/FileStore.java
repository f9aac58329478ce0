package io.signalbox.controller.daemon.store;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * One history file per cluster: every change is a line ({@link Line}) forced to disk before the call returns; journal
 * entries wait for the change that they belong to and share its line. The file is written full of zeros once and then
 * filled in place, so that forcing a line flushes that line alone: a file that grows would make it wait for the file
 * system's own journal, which three servers keep busy. It is rewritten with the fewest lines that say the same when it
 * is opened, when it is full, and after a failed write, whose outcome on disk nobody knows. Whoever opens it holds the
 * directory's {@link StateLock}.
 */
public final class FileStore implements Store {
    /** The file's size; it is rewritten when it is full. */
    static final long LONGEST_BYTES = 1 << 20;

    private final Path file;
    private final Memory memory;
    private final long longestBytes;
    private final List<Line> appended = new ArrayList<>();
    private FileChannel channel;
    private boolean doubtful;

    private FileStore(Path file, Memory memory, long longestBytes) throws IOException {
        this.file = file;
        this.memory = memory;
        this.longestBytes = longestBytes;
        this.channel = rewritten();
    }

    /** Opens the history of {@code cluster} in {@code dir}, or begins it. */
    public static FileStore open(Path dir, String cluster) throws IOException {
        return open(dir, cluster, LONGEST_BYTES);
    }

    /** Whether there is a history of {@code cluster} in {@code dir}. */
    public static boolean exists(Path dir, String cluster) {
        return Files.exists(file(dir, cluster));
    }

    private static Path file(Path dir, String cluster) {
        return dir.resolve(cluster + ".history");
    }

    static FileStore open(Path dir, String cluster, long longestBytes) throws IOException {
        Files.createDirectories(dir);
        Path file = file(dir, cluster);
        Memory memory = new Memory(cluster);
        lines(file).forEach(memory::add);
        return new FileStore(file, memory, longestBytes);
    }

    /** Only a file that does not exist is an empty history; one that cannot be looked at is not. */
    private static List<Line> lines(Path file) throws IOException {
        try {
            return History.read(file, Files.readAllBytes(file)).lines();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** All that it holds. */
    Memory memory() {
        return memory;
    }

    @Override
    public ClusterRecord read() {
        return memory.record();
    }

    @Override
    public Outcome write(long expectedRev, ClusterRecord record) throws IOException {
        if (record.rev() <= expectedRev) {
            throw new IllegalArgumentException("rev must grow: " + expectedRev + " to " + record.rev());
        }
        if (memory.record().rev() != expectedRev) {
            return new Outrun(memory.record());
        }
        addWithAppended(new Line.Recorded(record));
        return new Replaced();
    }

    @Override
    public void append(JournalEntry entry) throws IOException {
        appended.add(new Line.Journaled(entry));
    }

    @Override
    public void sync() throws IOException {
        if (!appended.isEmpty()) {
            add(together());
        }
    }

    @Override
    public List<JournalEntry> journal(String run) {
        return memory.journal(run);
    }

    @Override
    public List<JournalEntry> lately() {
        return memory.lately();
    }

    @Override
    public long nextTerm() throws IOException {
        long next = memory.term() + 1;
        addWithAppended(new Line.Term(next));
        return next;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void addWithAppended(Line line) throws IOException {
        appended.add(line);
        add(together());
    }

    private Line together() {
        Line all = appended.size() == 1 ? appended.getFirst() : new Line.Batch(List.copyOf(appended));
        appended.clear();
        return all;
    }

    private void add(Line line) throws IOException {
        byte[] bytes = Line.encode(line);
        try {
            makeRoom(bytes.length);
            writeAll(channel, bytes);
            channel.force(false);
        } catch (IOException e) {
            doubtful = true;
            throw e;
        }
        memory.add(line);
    }

    private void makeRoom(int bytes) throws IOException {
        if (doubtful || channel.position() + bytes > longestBytes) {
            channel.close();
            channel = rewritten();
            doubtful = false;
        }
    }

    /** Replaces the file by what is remembered and zeros behind it, and opens it where the zeros begin. */
    private FileChannel rewritten() throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        long written;
        try (FileChannel out = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (Line line : memory.lines()) {
                writeAll(out, Line.encode(line));
            }
            written = out.position();
            writeAll(out, new byte[(int) Math.max(0, longestBytes - written)]);
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory(file);
        return FileChannel.open(file, StandardOpenOption.WRITE).position(written);
    }

    private static void writeAll(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            out.write(rest);
        }
    }

    /** A rename is durable only when the directory is. */
    private static void forceDirectory(Path file) throws IOException {
        Path dir = file.toAbsolutePath().getParent();
        if (dir != null) {
            try (FileChannel directory = FileChannel.open(dir, StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }
}
