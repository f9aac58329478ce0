package io.signalbox.lab.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that somebody forgot fills the disk.
 *
 * @param percentLeft of the whole disk; 0: not a byte
 */
public record FillDisk(SmallDisk disk, int percentLeft) implements Fault {
    private static final int BLOCK = 4096;
    /** The last blocks are written, not reserved: a reservation is all or nothing. */
    private static final long LAST = 4L << 20;

    private static final String NAME = "forgotten-";

    private Path filler() {
        return disk.data().resolve(NAME + percentLeft);
    }

    /** Removes what drills that were killed left in a directory. */
    static void forget(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, NAME + "*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void inject() {
        try {
            FileStore store = Files.getFileStore(disk.data());
            long rest = Math.max(LAST, store.getTotalSpace() * percentLeft / 100);
            long bytes = store.getUsableSpace() - rest;
            if (bytes > 0) {
                Tool.run("fallocate", "-l", Long.toString(bytes), filler().toString());
            }
            if (percentLeft == 0) {
                writeUntilFull();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The disk of " + disk.server() + " cannot be filled", e);
        }
    }

    /** The end of the disk is what is wanted. */
    private void writeUntilFull() {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(filler().resolveSibling(NAME + "end"))) {
            for (long written = 0; written < 2 * LAST; written += BLOCK) {
                out.write(block);
            }
        } catch (IOException full) {
            return;
        }
        throw new FaultFailure("The disk of " + disk.server() + " does not become full.");
    }

    @Override
    public void heal() {
        try {
            Files.deleteIfExists(filler());
            if (percentLeft == 0) {
                Files.deleteIfExists(filler().resolveSibling(NAME + "end"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String sentence() {
        return "the disk of " + disk.server() + (percentLeft == 0 ? " is full" : " has " + percentLeft + " % left");
    }
}
