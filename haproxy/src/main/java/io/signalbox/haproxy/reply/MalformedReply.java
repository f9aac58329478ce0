package io.signalbox.haproxy.reply;

/** HAProxy answered something else than what was asked for: usually an error message, which is in the sentence. */
public final class MalformedReply extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int MAX_QUOTED = 120;

    MalformedReply(String expected, String reply) {
        super("expected " + expected + ", HAProxy answered: " + quoted(reply));
    }

    private static String quoted(String reply) {
        String line = reply.strip().replaceAll("[^\\x20-\\x7e]+", " ");
        return line.length() <= MAX_QUOTED ? line : line.substring(0, MAX_QUOTED) + "...";
    }
}
