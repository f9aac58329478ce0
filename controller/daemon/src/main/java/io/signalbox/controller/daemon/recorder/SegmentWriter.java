package io.signalbox.controller.daemon.recorder;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * One file, compressed as a whole ({@code zcat} reads it) and flushed at each check, so that what was checked can be read
 * after a crash of this process. Never forced to disk: after a crash of the machine its end may be missing.
 */
final class SegmentWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 13;

    private final Counting file;
    private final GZIPOutputStream text;
    private final CRC32C sum = new CRC32C();
    private boolean unchecked;

    SegmentWriter(Path path) throws IOException {
        file = new Counting(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        text = new GZIPOutputStream(new BufferedOutputStream(file, BUFFER_BYTES), BUFFER_BYTES, true);
        put(Letter.TITLE + Letter.VERSION);
    }

    void put(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        sum.update(bytes);
        text.write(bytes);
        unchecked = true;
    }

    /** Makes what was put readable. */
    void check() throws IOException {
        if (unchecked) {
            String line = "%c%08x\n".formatted(Letter.CHECK, sum.getValue());
            text.write(line.getBytes(StandardCharsets.UTF_8));
            text.flush();
            sum.reset();
            unchecked = false;
        }
    }

    /** On disk so far, compressed. */
    long bytes() {
        return file.bytes;
    }

    @Override
    public void close() throws IOException {
        check();
        text.close();
    }

    private static final class Counting extends FilterOutputStream {
        private long bytes;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            out.write(some, from, length);
            bytes += length;
        }
    }
}
