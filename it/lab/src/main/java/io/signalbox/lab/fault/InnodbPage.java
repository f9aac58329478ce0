package io.signalbox.lab.fault;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of a table's own file, as fil0types.h and page0types.h of MySQL have them: 16 KiB, its type at byte 24, and of an index page its
 * level at byte 64, where 0 holds the rows.
 */
record InnodbPage(Path file, long number) {
    private static final int SIZE = 16 << 10;
    private static final int TYPE = 24;
    private static final int LEVEL = 64;
    private static final short INDEX = 17_855;
    /** All before is left as it is: the page still says which one it is. */
    private static final int HEAD = 128;
    /** Before the trailer, which holds the checksum of what was there. */
    private static final int TAIL = 8;

    private static final byte RUBBISH = 0x5A;

    /** One in the middle of those that hold rows. */
    static InnodbPage ofRows(Path file) throws IOException {
        List<InnodbPage> leaves = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long number = 0; number < channel.size() / SIZE; number++) {
                ByteBuffer page = read(channel, number);
                if (page.getShort(TYPE) == INDEX && page.getShort(LEVEL) == 0) {
                    leaves.add(new InnodbPage(file, number));
                }
            }
        }
        if (leaves.isEmpty()) {
            throw new FaultFailure(file + " has no page with rows.");
        }
        return leaves.get(leaves.size() / 2);
    }

    byte[] read() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(channel, number).array();
        }
    }

    void write(byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.wrap(content);
            while (page.hasRemaining()) {
                channel.write(page, number * SIZE + page.position());
            }
            channel.force(false);
        }
    }

    /** The same page with rubbish where its rows were. */
    static byte[] spoiled(byte[] good) {
        byte[] bad = good.clone();
        for (int i = HEAD; i < SIZE - TAIL; i++) {
            bad[i] ^= RUBBISH;
        }
        return bad;
    }

    private static ByteBuffer read(FileChannel channel, long number) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(SIZE);
        while (page.hasRemaining()) {
            if (channel.read(page, number * SIZE + page.position()) < 0) {
                throw new EOFException("page " + number);
            }
        }
        return page;
    }
}
