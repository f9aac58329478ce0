package io.signalbox.mysql.binlog;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import java.util.zip.CRC32;

/** Writes binlog files for tests: the events that matter, with checksums, byte for byte as mysqld does. */
final class BinlogBytes {
    static final int QUERY = 2;
    static final int XID = 16;
    private static final int IN_USE = 1;
    private static final int VERSION_LENGTH = 50;
    private static final int EVENT_TYPES = 42;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static BinlogBytes begun(boolean inUse) {
        BinlogBytes file = new BinlogBytes();
        file.bytes.writeBytes(new byte[] {(byte) 0xfe, 'b', 'i', 'n'});
        file.event(Event.FORMAT_DESCRIPTION, format(), inUse ? IN_USE : 0);
        return file;
    }

    private static byte[] format() {
        ByteBuffer body = body(2 + VERSION_LENGTH + 4 + 1 + EVENT_TYPES + 1);
        body.putShort((short) 4).put("9.7.4".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        body.position(2 + VERSION_LENGTH + 4).put((byte) Event.HEADER);
        body.position(body.capacity() - 1).put((byte) 1);
        return body.array();
    }

    /** Nothing, or the transactions 1 to {@code last} of one source. */
    BinlogBytes previous(String source, long last) {
        if (last == 0) {
            return event(Event.PREVIOUS_GTIDS, body(8).array(), 0);
        }
        ByteBuffer body = body(8 + 16 + 8 + 16).putLong(1);
        return event(
                Event.PREVIOUS_GTIDS,
                uuid(body, source).putLong(1).putLong(1).putLong(last + 1).array(),
                0);
    }

    /** A group: its GTID, a query, its end. */
    BinlogBytes transaction(String source, long number) {
        gtid(Event.GTID, source, number);
        event(QUERY, new byte[(int) (number % 40)], 0);
        return event(XID, body(8).putLong(number).array(), 0);
    }

    BinlogBytes gtid(int type, String source, long number) {
        ByteBuffer body = body(42).put((byte) 1);
        return event(type, uuid(body, source).putLong(number).array(), 0);
    }

    BinlogBytes raw(byte... more) {
        bytes.writeBytes(more);
        return this;
    }

    private BinlogBytes event(int type, byte[] body, int flags) {
        int size = Event.HEADER + body.length + 4;
        ByteBuffer event = body(size).putInt(0).put((byte) type).putInt(1).putInt(size);
        event.putInt(bytes.size() + size).putShort((short) 0).put(body);
        CRC32 crc = new CRC32();
        crc.update(event.array(), 0, size - 4);
        event.putInt((int) crc.getValue()).putShort(Event.FLAGS_AT, (short) flags);
        if (flags != 0 && type != Event.FORMAT_DESCRIPTION) {
            throw new IllegalArgumentException("only a format description's flags are left out of the checksum");
        }
        bytes.writeBytes(event.array());
        return this;
    }

    int size() {
        return bytes.size();
    }

    byte[] array() {
        return bytes.toByteArray();
    }

    private static ByteBuffer body(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer uuid(ByteBuffer body, String text) {
        UUID uuid = UUID.fromString(text);
        return body.order(ByteOrder.BIG_ENDIAN)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
