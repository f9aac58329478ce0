package io.signalbox.agents.daemon.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** mysqld's error log, of which people are shown the end. */
final class ErrorLog {
    private static final int MOST_BYTES = 8192;
    private static final int MOST_LINES = 8;

    private final Path file;

    ErrorLog(Path file) {
        this.file = file;
    }

    long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The last lines that were written behind {@code offset}, in one string. */
    String lastLines(long offset) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(Math.min(offset, log.length()), log.length() - MOST_BYTES);
            log.seek(from);
            byte[] bytes = new byte[(int) (log.length() - from)];
            log.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()));
        } catch (IOException e) {
            return "(no error log at " + file + ")";
        }
    }
}
