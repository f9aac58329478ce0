package io.signalbox.agents.daemon.application;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of what a program writes, however much that is. */
final class OutputTail {
    static final int MOST_LINES = 100;
    /** Bytes; what is longer is cut. */
    static final int LONGEST_LINE = 400;

    private final Deque<String> lines = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long dropped;

    synchronized void add(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                keep();
            } else if (line.size() < LONGEST_LINE) {
                line.write(bytes[i]);
            }
        }
    }

    private void keep() {
        lines.add(text());
        line.reset();
        if (lines.size() > MOST_LINES) {
            lines.remove();
            dropped++;
        }
    }

    /** Control characters would write on the terminal of whoever reads it. */
    private String text() {
        return line.toString(StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}&&[^\t]]", "");
    }

    synchronized List<String> lines() {
        List<String> all = new ArrayList<>(lines);
        if (line.size() > 0) {
            all.add(text());
        }
        return all;
    }

    synchronized long dropped() {
        return dropped;
    }
}
