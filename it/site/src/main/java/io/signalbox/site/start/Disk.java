package io.signalbox.site.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole directories. */
public final class Disk {
    private Disk() {}

    /** Copies a directory, sharing blocks where the file system can. {@code to} must not exist. */
    static void copy(Path from, Path to, Duration bound) throws IOException, InterruptedException {
        Path log = Files.createTempFile("signalbox-copy", ".log");
        try {
            new Command(List.of("cp", "-a", "--reflink=auto", from.toString(), to.toString()), log, bound).run();
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /** Deletes a directory and all in it; nothing if it does not exist. */
    public static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> inside = Files.walk(directory)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
