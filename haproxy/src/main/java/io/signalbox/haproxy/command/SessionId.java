package io.signalbox.haproxy.command;

import java.util.regex.Pattern;

/** A session's address inside a worker, as {@code show sess} prints it. */
public record SessionId(String text) {
    private static final Pattern ALLOWED = Pattern.compile("0x[0-9a-f]{1,16}");

    public SessionId {
        if (!isAllowed(text)) {
            throw new IllegalArgumentException("a session's id is 0x and hexadecimal digits");
        }
    }

    /** Whether {@code text} can be a session's id. */
    public static boolean isAllowed(String text) {
        return ALLOWED.matcher(text).matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
