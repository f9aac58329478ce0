package io.signalbox.controller.daemon.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a history file as read after a crash. Each line was forced to disk before the next was begun, so only the
 * last can be torn: a broken end was never answered as written and is dropped. A broken line with a whole one behind it
 * is damage, and using what is left could bring back an older record; that is refused.
 *
 * @param goodBytes length of the part that may be kept
 */
record History(List<Line> lines, int goodBytes) {

    static History read(Path file, byte[] bytes) throws IOException {
        List<Line> lines = new ArrayList<>();
        int from = 0;
        while (from < bytes.length) {
            int end = lineFeed(bytes, from);
            Optional<Line> line = end < 0 ? Optional.empty() : Line.decode(bytes, from, end);
            if (line.isEmpty()) {
                requireNothingBehind(file, bytes, from, lines.size() + 1);
                break;
            }
            lines.add(line.get());
            from = end + 1;
        }
        return new History(lines, from);
    }

    private static void requireNothingBehind(Path file, byte[] bytes, int broken, int number) throws IOException {
        int end = lineFeed(bytes, broken);
        while (end >= 0) {
            int from = end + 1;
            end = lineFeed(bytes, from);
            if (end >= 0 && Line.decode(bytes, from, end).isPresent()) {
                throw new IOException("line " + number + " of " + file + " is damaged and whole lines follow it: "
                        + "restore the file from a copy, or move it away and adopt the cluster anew");
            }
        }
    }

    /** Where the line that begins at {@code from} ends, or -1. */
    private static int lineFeed(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    @Override
    public String toString() {
        return Arrays.toString(lines.toArray());
    }
}
