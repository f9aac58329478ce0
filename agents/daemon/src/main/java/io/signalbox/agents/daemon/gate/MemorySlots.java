package io.signalbox.agents.daemon.gate;

import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What the two halves of a memory file hold: each one line {@code crc32c number json LF}, the first two as hexadecimal
 * digits, the checksum over all that follows it, and whatever was there before behind the line. A half of zeros was
 * never written.
 *
 * @param newest the memory with the highest number
 * @param number of {@code newest}, or 0
 * @param broken a half holds something that is no whole line
 */
record MemorySlots(Optional<AgentMemory> newest, long number, boolean broken) {
    /** A slot is so many blocks of this size as its first line needs, and half as many again. */
    private static final int BLOCK = 4096;

    private static final int CHECKSUM = 8;
    private static final int NUMBER = 16;

    /** One half. */
    private sealed interface Slot {}

    private record Written(long number, AgentMemory memory) implements Slot {}

    private record Empty() implements Slot {}

    private record Broken() implements Slot {}

    static MemorySlots read(byte[] file) {
        int half = file.length / 2;
        List<Slot> slots = List.of(slot(Arrays.copyOf(file, half)), slot(Arrays.copyOfRange(file, half, file.length)));
        Optional<Written> newest = slots.stream()
                .filter(Written.class::isInstance)
                .map(Written.class::cast)
                .max(Comparator.comparingLong(Written::number));
        boolean broken = file.length % 2 != 0 || slots.stream().anyMatch(Broken.class::isInstance);
        return new MemorySlots(
                newest.map(Written::memory), newest.map(Written::number).orElse(0L), broken);
    }

    static byte[] line(long number, AgentMemory memory) {
        String text = HexFormat.of().toHexDigits(number) + " " + Wire.write(memory);
        return (checksum(text) + " " + text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** How large a slot is made for a line of so many bytes. */
    static int sizeFor(int lineBytes) {
        return (lineBytes + lineBytes / 2 + BLOCK - 1) / BLOCK * BLOCK;
    }

    private static Slot slot(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length) {
            return bytes.length > 0 && allZero(bytes) ? new Empty() : new Broken();
        }
        return parsed(new String(bytes, 0, end, StandardCharsets.UTF_8));
    }

    private static Slot parsed(String line) {
        int json = CHECKSUM + 1 + NUMBER + 1;
        if (line.length() <= json || !line.startsWith(checksum(line.substring(CHECKSUM + 1)) + " ")) {
            return new Broken();
        }
        try {
            return new Written(
                    HexFormat.fromHexDigitsToLong(line, CHECKSUM + 1, CHECKSUM + 1 + NUMBER),
                    Wire.read(line.substring(json), AgentMemory.class));
        } catch (MalformedMessage e) {
            return new Broken();
        }
    }

    private static boolean allZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static String checksum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(sum.getValue(), CHECKSUM);
    }
}
