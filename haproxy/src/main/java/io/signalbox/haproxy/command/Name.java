package io.signalbox.haproxy.command;

import java.util.regex.Pattern;

/**
 * The name of a proxy or a server, in HAProxy's own character set. That set has no {@code ;}, newline, space, {@code \},
 * {@code #} or {@code <}, each of which means something else on a command line.
 */
public record Name(String text) implements Comparable<Name> {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    public Name {
        if (!isAllowed(text)) {
            throw new IllegalArgumentException(
                    "a name in HAProxy has 1 to 128 letters, digits and _ . : -; this is not one: " + quoted(text));
        }
    }

    /** Whether {@code text} can be a name. */
    public static boolean isAllowed(String text) {
        return ALLOWED.matcher(text).matches();
    }

    @Override
    public int compareTo(Name other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }

    /** Fit for a log line: bounded, one line, no control characters. */
    private static String quoted(String text) {
        String head = text.length() <= 40 ? text : text.substring(0, 40) + "...";
        return '"' + head.replaceAll("[^\\x20-\\x7e]", "?") + '"';
    }
}
