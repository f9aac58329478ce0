package io.signalbox.mysql.binlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The list of a server's binlog files, one name a line, the newest last. */
final class BinlogIndex {
    private BinlogIndex() {}

    /** The newest file; relative names are relative to the index's directory. */
    static Optional<Path> newest(Path index) throws IOException {
        List<Path> files = files(index);
        return files.isEmpty() ? Optional.empty() : Optional.of(files.getLast());
    }

    /** All files, the oldest first; none without an index. */
    static List<Path> files(Path index) throws IOException {
        if (!Files.exists(index)) {
            return List.of();
        }
        return Files.readAllLines(index).stream()
                .filter(line -> !line.isBlank())
                .map(line -> index.resolveSibling(line.strip()).normalize())
                .toList();
    }
}
