package io.signalbox.site.start;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, for an error message. */
final class LogTail {
    private static final int LINES = 12;
    private static final int BYTES = 8192;
    private static final int LONGEST_LINE = 240;

    private LogTail() {}

    /** The log's name and its last lines, indented. */
    static String of(Path log) {
        List<String> lines = lines(log);
        return lines.isEmpty() ? log + " is empty." : "The end of " + log + ":\n    " + String.join("\n    ", lines);
    }

    static List<String> lines(Path log) {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LINES))
                    .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
