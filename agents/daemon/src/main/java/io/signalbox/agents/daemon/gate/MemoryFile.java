package io.signalbox.agents.daemon.gate;

import io.signalbox.agents.core.AgentMemory;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

/**
 * The agent's memory in one small file: a line of JSON, a line with its CRC32C. Written beside, fsynced, renamed over,
 * directory fsynced: after a crash it is the old one or the new one.
 */
public final class MemoryFile {
    private static final String NAME = "memory.json";

    /** What was found. */
    public sealed interface Found {
        AgentMemory memory();
    }

    /** @param memory {@link AgentMemory#BLANK} where no agent ever was */
    public record Sound(AgentMemory memory) implements Found {}

    /**
     * Unreadable: promises may have been lost. The memory is blank but for one thing: mysqld is not started without an
     * order, as nobody knows what it was.
     *
     * @param sentence what is wrong, and where the damaged file is now
     */
    public record Damaged(AgentMemory memory, String sentence) implements Found {}

    private final Path directory;
    private final ReentrantLock writing = new ReentrantLock();
    private long newest = Long.MIN_VALUE;

    public MemoryFile(Path directory) {
        this.directory = directory;
    }

    /** Makes the directory if it is missing, and reads. */
    public Found read() throws IOException {
        Files.createDirectories(directory);
        try {
            return parse(new String(Files.readAllBytes(file()), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return new Sound(AgentMemory.BLANK);
        }
    }

    /**
     * Durable on return.
     *
     * @param order grows with every memory; one that was held up and comes behind a newer one is dropped
     */
    public void write(long order, AgentMemory memory) throws IOException, InterruptedException {
        writing.lockInterruptibly();
        try {
            if (order > newest) {
                write(memory);
                newest = order;
            }
        } finally {
            writing.unlock();
        }
    }

    private void write(AgentMemory memory) throws IOException {
        Path beside = directory.resolve(NAME + ".new");
        String json = Wire.write(memory);
        byte[] bytes = (json + "\n" + checksum(json) + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(beside, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path file() {
        return directory.resolve(NAME);
    }

    private Damaged damaged(String what) throws IOException {
        Path aside = directory.resolve("memory.damaged-" + System.currentTimeMillis());
        Files.move(file(), aside);
        AgentMemory blank = AgentMemory.BLANK;
        AgentMemory careful = new AgentMemory(
                blank.highest(), blank.promised(), true, blank.learned(), blank.route(), blank.routeToken());
        write(careful);
        return new Damaged(
                careful,
                "the agent's memory is damaged (" + what
                        + "): tokens and promises are lost, mysqld waits for an order; " + "the file is kept as "
                        + aside);
    }

    private Found parse(String text) throws IOException {
        int end = text.indexOf('\n');
        String json = end < 0 ? text : text.substring(0, end);
        if (!text.equals(json + "\n" + checksum(json) + "\n")) {
            return damaged("its checksum is wrong");
        }
        try {
            return new Sound(Wire.read(json, AgentMemory.class));
        } catch (MalformedMessage e) {
            return damaged(String.valueOf(e.getMessage()));
        }
    }

    private static String checksum(String json) {
        CRC32C sum = new CRC32C();
        sum.update(json.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits(sum.getValue(), 8);
    }
}
