package io.signalbox.lab.site;

import java.util.List;

/** The end of a long text. */
final class Tail {
    private Tail() {}

    /** Its last lines. */
    static String of(String text, int most) {
        List<String> lines = text.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - most), lines.size()));
    }
}
