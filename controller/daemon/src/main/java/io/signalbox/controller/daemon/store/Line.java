package io.signalbox.controller.daemon.store;

import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One line of the history file: {@code length crc32c json LF}, the first two as eight hexadecimal digits over the UTF-8
 * bytes of the JSON. JSON holds no line feed, so a reader finds the next line even behind a damaged one.
 */
sealed interface Line {

    /** A term was given out. */
    record Term(long term) implements Line {}

    /** The record was replaced. */
    record Recorded(ClusterRecord record) implements Line {}

    /** An entry was added to the journal. */
    record Journaled(JournalEntry entry) implements Line {}

    /** Lines that became durable together: after a crash all of them are there, or none. */
    record Batch(List<Line> lines) implements Line {}

    int HEADER_BYTES = 18;

    /** The line with its header and its line feed. */
    static byte[] encode(Line line) {
        String json = Wire.write((Record) line);
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return (header(body, 0, body.length) + json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The line in {@code bytes} from {@code from} up to its line feed at {@code end}; empty if header, checksum or
     * content do not fit.
     */
    static Optional<Line> decode(byte[] bytes, int from, int end) {
        int body = from + HEADER_BYTES;
        if (body > end) {
            return Optional.empty();
        }
        String header = new String(bytes, from, HEADER_BYTES, StandardCharsets.ISO_8859_1);
        if (!header.equals(header(bytes, body, end - body))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Wire.read(new String(bytes, body, end - body, StandardCharsets.UTF_8), Line.class));
        } catch (MalformedMessage e) {
            return Optional.empty();
        }
    }

    private static String header(byte[] bytes, int from, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, from, length);
        return "%08x %08x ".formatted(length, sum.getValue());
    }
}
