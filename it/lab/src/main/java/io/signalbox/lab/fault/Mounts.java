package io.signalbox.lab.fault;

import io.signalbox.lab.cluster.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is mounted on this machine: {@code /proc/self/mounts}, see proc(5). */
final class Mounts {
    private static final Path TABLE = Path.of("/proc/self/mounts");
    /** Exit status of e2fsck(8): there were errors, and are none any more. */
    private static final int CORRECTED = 1;

    private static final Duration UMOUNT_BOUND = Duration.ofSeconds(20);

    /** One line of the table. */
    record Mount(String device, List<String> options) {
        /** Kernels before 6.16 set {@code ro}; later ones leave {@code rw} and add the other word. */
        boolean readOnly() {
            return options.contains("ro") || options.contains("emergency_ro");
        }
    }

    private Mounts() {}

    /** The file system that is mounted there, the topmost of several. */
    static Optional<Mount> at(Path point) {
        try {
            return at(point, Files.readAllLines(TABLE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<Mount> at(Path point, List<String> table) {
        String escaped = point.toString().replace(" ", "\\040");
        return table.stream()
                .map(line -> line.split(" "))
                .filter(words -> words[1].equals(escaped))
                .map(words -> new Mount(words[0], List.of(words[3].split(","))))
                .reduce((one, above) -> above);
    }

    /** An ext4 in a file. An error in it makes it read-only, as is usual on servers. */
    static void mount(Path image, Path point) {
        Tool.run("mount", "-o", "loop,errors=remount-ro", image.toString(), point.toString());
    }

    /** Who was killed a moment ago may still hold files. */
    static void unmount(Path point) {
        if (!Wait.until(UMOUNT_BOUND, () -> at(point).isEmpty() || Tool.succeeds("umount", point.toString()))) {
            throw new FaultFailure(point + " cannot be unmounted: something still uses it.");
        }
    }

    /** Repairs what was mounted when it broke. */
    static void check(Path image) {
        Tool.run(CORRECTED, "e2fsck", "-p", image.toString());
    }
}
