package io.signalbox.controller.daemon.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The segments of one cluster in their directory, numbered from 1 on; the names tell the order. */
public final class Shelf {
    private static final Pattern NAME = Pattern.compile("(\\d{6,18})\\.recording\\.gz");

    private final Path dir;

    Shelf(Path dir) {
        this.dir = dir;
    }

    /** The segments in {@code dir}, oldest first. */
    public static List<Path> segments(Path dir) throws IOException {
        try (Stream<Path> files = Files.list(dir)) {
            return files.filter(file -> number(file) > 0)
                    .sorted((a, b) -> Long.compare(number(a), number(b)))
                    .toList();
        }
    }

    private static long number(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Long.parseLong(name.group(1)) : 0;
    }

    SegmentWriter next() throws IOException {
        Files.createDirectories(dir);
        List<Path> there = segments(dir);
        long next = there.isEmpty() ? 1 : number(there.getLast()) + 1;
        return new SegmentWriter(dir.resolve("%06d.recording.gz".formatted(next)));
    }

    /** Drops the oldest, but never the newest, until what is left, and {@code room} beside it, is within {@code most}. */
    void makeRoom(long most, long room) throws IOException {
        List<Path> there = Files.isDirectory(dir) ? segments(dir) : List.of();
        long bytes = room;
        for (Path segment : there) {
            bytes += Files.size(segment);
        }
        for (Path oldest : there.subList(0, Math.max(0, there.size() - 1))) {
            if (bytes <= most) {
                return;
            }
            bytes -= Files.size(oldest);
            Files.deleteIfExists(oldest);
        }
    }
}
