package io.signalbox.controller.daemon.recorder;

import io.signalbox.agents.protocol.MalformedMessage;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads one segment, line by line; a line is given out only when the check behind it is right. A file that ends in the
 * middle is torn: what was whole is given out, and {@link #torn()} says so. Anything else that does not fit is damage.
 */
public final class SegmentReader implements AutoCloseable {
    /** A kernel's picture is the longest line there is; it is far from this. */
    private static final int LONGEST_LINE = 1 << 24;

    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final InputStream file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final CRC32C sum = new CRC32C();
    private final Deque<String> whole = new ArrayDeque<>();
    private InputStream text = InputStream.nullInputStream();
    private int from;
    private int to;
    private boolean torn;
    private boolean ended;

    private SegmentReader(Path path) throws IOException {
        this.path = path;
        this.file = Files.newInputStream(path);
    }

    /**
     * @throws UnreadableRecording if it is no segment, or one of another version
     * @throws IOException if the file cannot be read
     */
    public static SegmentReader open(Path path) throws IOException, UnreadableRecording {
        SegmentReader reader = new SegmentReader(path);
        try {
            reader.title();
            return reader;
        } catch (IOException | UnreadableRecording e) {
            reader.close();
            throw e;
        }
    }

    private void title() throws IOException, UnreadableRecording {
        try {
            text = new GZIPInputStream(file, BUFFER_BYTES);
        } catch (EOFException e) {
            torn = true;
            ended = true;
            return;
        } catch (ZipException e) {
            throw new UnreadableRecording(path + " is not a recording", e);
        }
        gather();
        String title = whole.isEmpty() ? "" : whole.poll();
        if (title.isEmpty() && torn) {
            return;
        }
        if (!title.startsWith(Letter.TITLE)) {
            throw new UnreadableRecording(path + " is not a recording");
        }
        if (!title.equals(Letter.TITLE + Letter.VERSION)) {
            throw new UnreadableRecording(path + " was recorded in format " + title.substring(Letter.TITLE.length())
                    + "; this build reads format " + Letter.VERSION);
        }
    }

    /** The next line, or empty at the end. */
    public Optional<Line> next() throws IOException, UnreadableRecording {
        if (whole.isEmpty() && !ended) {
            gather();
        }
        String line = whole.poll();
        try {
            return line == null ? Optional.empty() : Optional.of(Letter.read(line));
        } catch (MalformedMessage | UnreadableRecording e) {
            throw new UnreadableRecording(path + " holds a line that this build cannot read: " + e.getMessage(), e);
        }
    }

    /** The writer did not come to its end; known when there are no more lines. */
    public boolean torn() {
        return torn;
    }

    /** Takes lines up to the next check. */
    private void gather() throws IOException, UnreadableRecording {
        Deque<String> lines = new ArrayDeque<>();
        while (true) {
            Optional<byte[]> line = line();
            if (line.isEmpty()) {
                ended = true;
                torn |= !lines.isEmpty();
                return;
            }
            if (line.get().length > 0 && line.get()[0] == Letter.CHECK) {
                requireRight(line.get());
                whole.addAll(lines);
                return;
            }
            sum.update(line.get());
            sum.update('\n');
            lines.add(new String(line.get(), StandardCharsets.UTF_8));
        }
    }

    private void requireRight(byte[] check) throws UnreadableRecording {
        String right = "%c%08x".formatted(Letter.CHECK, sum.getValue());
        if (!right.equals(new String(check, StandardCharsets.ISO_8859_1))) {
            throw damaged(null);
        }
        sum.reset();
    }

    /** The next line without its line feed; empty at the end, also when that comes in the middle of a line. */
    private Optional<byte[]> line() throws IOException, UnreadableRecording {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() <= LONGEST_LINE) {
            for (int at = from; at < to; at++) {
                if (buffer[at] == '\n') {
                    line.write(buffer, from, at - from);
                    from = at + 1;
                    return Optional.of(line.toByteArray());
                }
            }
            line.write(buffer, from, to - from);
            if (!fill()) {
                torn |= line.size() > 0;
                return Optional.empty();
            }
        }
        throw damaged(null);
    }

    private boolean fill() throws IOException, UnreadableRecording {
        from = 0;
        to = 0;
        try {
            to = Math.max(0, text.read(buffer));
            return to > 0;
        } catch (EOFException e) {
            torn = true;
            return false;
        } catch (ZipException e) {
            throw damaged(e);
        }
    }

    private UnreadableRecording damaged(@org.jspecify.annotations.Nullable Exception cause) {
        return new UnreadableRecording(path + " is damaged; what it holds behind that place cannot be read", cause);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
