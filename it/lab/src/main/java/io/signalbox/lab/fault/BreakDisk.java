package io.signalbox.lab.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file system finds an error in itself and becomes read-only: see {@code trigger_fs_error} in the kernel's ext4 documentation. */
public record BreakDisk(SmallDisk disk) implements Fault {

    @Override
    public void inject() {
        String device = Mounts.at(disk.data())
                .orElseThrow(() -> new FaultFailure(disk.data() + " is no file system of its own."))
                .device();
        String name = String.valueOf(Path.of(device).getFileName());
        try {
            Files.writeString(Path.of("/sys/fs/ext4", name, "trigger_fs_error"), "1");
        } catch (IOException e) {
            throw new UncheckedIOException("The file system of " + disk.server() + " could not be broken", e);
        }
    }

    @Override
    public void heal() {
        if (disk.broken()) {
            disk.repair();
        }
    }

    @Override
    public String sentence() {
        return "the file system of " + disk.server() + " becomes read-only";
    }
}
