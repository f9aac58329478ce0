package io.signalbox.site.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a log file small: what is over the bound becomes {@code name.log.1} and the file begins anew. The writer keeps its file open
 * in append mode, so it is copied and truncated, not renamed; lines written in between are lost, as with logrotate's copytruncate.
 */
record LogBound(long bytes) {
    static final LogBound STANDARD = new LogBound(16L << 20);

    void keep(Path log) {
        try {
            if (Files.exists(log) && Files.size(log) > bytes) {
                Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
                    channel.truncate(0);
                }
            }
        } catch (IOException full) {
            // A log that cannot be cut now is cut at the next turn.
        }
    }
}
