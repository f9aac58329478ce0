package io.signalbox.mysql.binlog;

import io.signalbox.mysql.binlog.CutPlan.Obstacle;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * A binlog file, mapped: magic, format description event, and the event at an offset. What lies behind the last whole
 * event is a torn end if it can be one, else the file is corrupt.
 */
final class BinlogFile implements AutoCloseable {
    static final int MAGIC_LENGTH = 4;

    private static final int MAGIC = 0x6e6962fe; // fe 'b' 'i' 'n'
    private static final int MAGIC_ENCRYPTED = 0x6e6962fd;
    private static final int VERSION = 4;
    private static final int CHECKSUM = 4;
    private static final byte CRC32_ALGORITHM = 1;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Path path;
    private final Arena arena;
    private final MemorySegment bytes;
    private final Event format;
    private final boolean checksums;

    private BinlogFile(Path path, Arena arena, MemorySegment bytes) throws Unreadable {
        this.path = path;
        this.arena = arena;
        this.bytes = bytes;
        checkMagic();
        format = headerAt(MAGIC_LENGTH);
        if (format.type() != Event.FORMAT_DESCRIPTION || format.end() > size() || shortAt(bodyOf(format)) != VERSION) {
            throw new Unreadable(
                    Obstacle.UNKNOWN_FORMAT, path + " does not begin with a format description of version 4");
        }
        checksums = bytes.get(ValueLayout.JAVA_BYTE, format.end() - CHECKSUM - 1) == CRC32_ALGORITHM;
        if (checksums && !isSound(format)) {
            throw new Unreadable(Obstacle.CORRUPT, path + ": the format description's checksum is wrong");
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // close() does it
    static BinlogFile open(Path path) throws IOException, Unreadable {
        Arena arena = Arena.ofConfined();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new BinlogFile(path, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException | Unreadable e) {
            arena.close();
            throw e;
        }
    }

    private void checkMagic() throws Unreadable {
        if (size() < MAGIC_LENGTH + Event.HEADER) {
            throw new Unreadable(Obstacle.NOT_A_BINLOG, path + " has only " + size() + " bytes");
        }
        int magic = bytes.get(INT, 0);
        if (magic == MAGIC_ENCRYPTED) {
            throw new Unreadable(Obstacle.ENCRYPTED, path + " is encrypted: its tail can be neither read nor cut");
        }
        if (magic != MAGIC) {
            throw new Unreadable(Obstacle.NOT_A_BINLOG, path + " does not begin with a binlog's magic number");
        }
    }

    long size() {
        return bytes.byteSize();
    }

    Path path() {
        return path;
    }

    /** The server had not closed the file: recovery will look at it, and roll back what is not in it. */
    boolean inUse() {
        return (format.flags() & Event.IN_USE) != 0;
    }

    /** Where the events after the format description begin. */
    long firstEvent() {
        return format.end();
    }

    /** Everything that makes a copied tail readable: magic and format description, as of a closed file. */
    byte[] head() {
        byte[] head = bytes.asSlice(0, format.end()).toArray(ValueLayout.JAVA_BYTE);
        head[MAGIC_LENGTH + Event.FLAGS_AT] &= (byte) ~Event.IN_USE;
        return head;
    }

    /**
     * The event at {@code offset}, checksum verified; empty at the end of the file, torn or not.
     *
     * @throws Unreadable if what is there is damaged, and not by an end of writing
     */
    Optional<Event> eventAt(long offset) throws Unreadable {
        if (offset + Event.HEADER > size()) {
            return Optional.empty();
        }
        Event event = headerAt(offset);
        boolean sensible = event.size() >= Event.HEADER + (checksums ? CHECKSUM : 0);
        if (sensible && event.end() > size()) {
            return Optional.empty();
        }
        if (sensible && isSound(event)) {
            return Optional.of(event);
        }
        boolean last = sensible ? event.end() == size() : isZeroFrom(offset);
        if (last) {
            return Optional.empty();
        }
        throw new Unreadable(Obstacle.CORRUPT, path + ": no sound event at offset " + offset);
    }

    private Event headerAt(long offset) {
        return new Event(
                offset,
                bytes.get(ValueLayout.JAVA_BYTE, offset + Event.TYPE_AT) & 0xff,
                bytes.get(INT, offset + Event.SIZE_AT) & 0xffff_ffffL,
                shortAt(offset + Event.FLAGS_AT));
    }

    private boolean isSound(Event event) {
        if (!checksums) {
            return true;
        }
        CRC32 crc = new CRC32();
        long body = event.end() - CHECKSUM;
        if (event.type() == Event.FORMAT_DESCRIPTION) {
            byte[] whole =
                    bytes.asSlice(event.offset(), event.size() - CHECKSUM).toArray(ValueLayout.JAVA_BYTE);
            whole[Event.FLAGS_AT] &= (byte) ~Event.IN_USE;
            crc.update(whole);
        } else {
            crc.update(slice(event.offset(), body));
        }
        return (int) crc.getValue() == bytes.get(INT, body);
    }

    private boolean isZeroFrom(long offset) {
        for (long at = offset; at < size(); at++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, at) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The bytes from {@code from} to before {@code to}; valid while this file is open. */
    ByteBuffer slice(long from, long to) {
        return bytes.asSlice(from, to - from).asByteBuffer();
    }

    static long bodyOf(Event event) {
        return event.offset() + Event.HEADER;
    }

    private int shortAt(long offset) {
        return bytes.get(SHORT, offset) & 0xffff;
    }

    long longAt(long offset) {
        return bytes.get(LONG, offset);
    }

    /** 16 bytes as the text of a uuid. */
    String uuidAt(long offset) {
        return new UUID(Long.reverseBytes(longAt(offset)), Long.reverseBytes(longAt(offset + 8))).toString();
    }

    @Override
    public void close() {
        arena.close();
    }
}
