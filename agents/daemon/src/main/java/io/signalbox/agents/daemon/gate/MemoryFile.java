package io.signalbox.agents.daemon.gate;

import io.signalbox.agents.core.AgentMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The agent's memory in one small file of two slots ({@link MemorySlots}), written in turn: after a crash the newer is
 * whole, or it was never answered as written and the older counts. A slot is overwritten in place, so that forcing it
 * flushes that slot alone and does not wait for the file system's journal, which a busy mysqld keeps full; every order
 * waits for this.
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
     * Unreadable, in whole or in part: promises may have been lost. Whatever is known counts, and mysqld is not started
     * without an order, as nobody knows what it was.
     *
     * @param sentence what is wrong, and where the damaged file is now
     */
    public record Damaged(AgentMemory memory, String sentence) implements Found {}

    private final Path directory;
    private final ReentrantLock writing = new ReentrantLock();
    private long newest = Long.MIN_VALUE;
    private @Nullable FileChannel channel;
    private int slotBytes;
    private long number;

    public MemoryFile(Path directory) {
        this.directory = directory;
    }

    /** Makes the directory if it is missing, and reads. */
    public Found read() throws IOException {
        Files.createDirectories(directory);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file());
        } catch (NoSuchFileException e) {
            return new Sound(AgentMemory.BLANK);
        }
        MemorySlots slots = MemorySlots.read(bytes);
        number = slots.number();
        if (slots.newest().isEmpty()) {
            return nothingIsLeft();
        }
        return slots.broken()
                ? oneIsBroken(slots.newest().get())
                : new Sound(slots.newest().get());
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
        byte[] line = MemorySlots.line(++number, memory);
        FileChannel open = channel;
        if (open == null || line.length > slotBytes) {
            begin(line);
        } else {
            overwrite(open, line);
        }
    }

    /**
     * Nobody knows what a slot holds whose writing failed, and the other one may be all that is left: it must not be
     * overwritten next. So the file is given up, and the next memory gets a new one.
     */
    private void overwrite(FileChannel open, byte[] line) throws IOException {
        boolean durable = false;
        try {
            fill(open, (number % 2) * slotBytes, line);
            open.force(false);
            durable = true;
        } finally {
            if (!durable) {
                forgetChannel();
            }
        }
    }

    private void forgetChannel() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }

    /** A new file takes the place of the old one, its slots large enough and all their blocks written. */
    private void begin(byte[] line) throws IOException {
        forgetChannel();
        Path beside = directory.resolve(NAME + ".new");
        int size = MemorySlots.sizeFor(line.length);
        try (FileChannel fresh = FileChannel.open(
                beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            fill(fresh, 0, new byte[2 * size]);
            fill(fresh, (number % 2) * size, line);
            fresh.force(true);
        }
        Files.move(beside, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
        channel = FileChannel.open(file(), StandardOpenOption.WRITE);
        slotBytes = size;
    }

    /** A rename is durable only when the directory is. */
    private void forceDirectory() throws IOException {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    private static void fill(FileChannel file, long at, byte[] bytes) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
            at += file.write(rest, at);
        }
    }

    private Path file() {
        return directory.resolve(NAME);
    }

    /** A write that power cut short, or damage: the one before it counts, and mysqld waits. */
    private static Found oneIsBroken(AgentMemory older) {
        return new Damaged(
                careful(older),
                "one of the two slots of the agent's memory is unreadable: the other counts, mysqld waits for an order");
    }

    private Found nothingIsLeft() throws IOException {
        Path aside = directory.resolve("memory.damaged-" + System.currentTimeMillis());
        // A second name, no move: without a file the next start would take this host for one where no agent ever was.
        Files.createLink(aside, file());
        AgentMemory careful = careful(AgentMemory.BLANK);
        write(careful);
        return new Damaged(
                careful,
                "the agent's memory is damaged (its checksum is wrong): tokens and promises are lost, mysqld waits for "
                        + "an order; the file is kept as " + aside);
    }

    private static AgentMemory careful(AgentMemory known) {
        return new AgentMemory(
                known.highest(),
                known.promised(),
                true,
                known.learned(),
                known.route(),
                known.routeToken(),
                known.mark(),
                known.copying());
    }
}
