package io.signalbox.lab.report;

import io.signalbox.site.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code drills/ID.json}: whole or not there. */
public final class ReportFile {
    private ReportFile() {}

    public static void write(Path file, Object report) {
        text(file, Json.pretty(report) + "\n");
    }

    /** {@code drills/ID.html}, in the same way. */
    public static void text(Path file, String whole) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(unfinished, whole);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The report cannot be written: " + file, e);
        }
    }
}
