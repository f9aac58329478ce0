package io.signalbox.agents.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Held while an agent lives: two agents must not share a memory. The kernel lets go of it when the process ends. */
final class StateLock implements AutoCloseable {
    private final FileChannel file;

    private StateLock(FileChannel file) {
        this.file = file;
    }

    static StateLock take(Path directory) throws CannotRun {
        Path path = directory.resolve("lock");
        try {
            Files.createDirectories(directory);
            FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(file) == null) {
                file.close();
                throw new CannotRun("another agent runs with the state directory " + directory);
            }
            return new StateLock(file);
        } catch (IOException e) {
            throw new CannotRun("the state directory " + directory + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new IllegalStateException("a lock could not be given back", e);
        }
    }
}
