package io.signalbox.mysql.binlog;

/**
 * Where one event lies. The common header of 19 bytes: timestamp 4, type 1, server id 4, size 4, next position 4, flags 2,
 * all little-endian (MySQL Internals, "Binary Log Event Header").
 *
 * @param size of the whole event, header and checksum included
 */
record Event(long offset, int type, long size, int flags) {
    static final int HEADER = 19;
    static final int TYPE_AT = 4;
    static final int SIZE_AT = 9;
    static final int FLAGS_AT = 17;

    static final int FORMAT_DESCRIPTION = 15;
    static final int GTID = 33;
    static final int PREVIOUS_GTIDS = 35;
    static final int GTID_TAGGED = 42;

    /** In a format description event: the file was not closed. Left out of the checksum. */
    static final int IN_USE = 1;

    long end() {
        return offset + size;
    }
}
