package io.signalbox.haproxy.client;

import java.util.Arrays;

/** Why a command has no good answer. */
public enum Fault {
    /** Nobody listens on the socket: HAProxy is down, or the path is wrong. */
    NOBODY_THERE(false, ""),
    /** Somebody may listen: this process's user may not open the socket, or not enter a directory above it. */
    NOT_ALLOWED(false, ""),
    /** The connection broke before the command was sent. */
    NOT_SENT(false, ""),
    /** No whole answer by the deadline. HAProxy may read the command later, and then carries it out. */
    NO_ANSWER_IN_TIME(true, ""),
    /** The connection ended before any answer: HAProxy ended, or has no free slot for a command. */
    CUT_OFF(true, ""),
    /** The answer passed the bound on its size. */
    ANSWER_TOO_LONG(true, ""),
    /** The answer to a question is not what this code knows. */
    NOT_UNDERSTOOD(false, ""),

    // HAProxy said no. What follows is how its refusals begin.
    PERMISSION_DENIED(false, "Permission denied"),
    NO_SUCH_BACKEND(false, "No such backend"),
    NO_SUCH_SERVER(false, "No such server"),
    NO_SUCH_SESSION(false, "No such session"),
    NO_SUCH_PROCESS(false, "Can't find the target PID"),
    /** An old worker's answer to everything that names a proxy. */
    PROXY_IS_DISABLED(false, "Proxy is disabled"),
    UNKNOWN_COMMAND(false, "Unknown command"),
    /** Any other refusal. (No stripped text begins with a space.) */
    REFUSED(false, " ");

    private final boolean outcomeUnknown;
    private final String beginning;

    Fault(boolean outcomeUnknown, String beginning) {
        this.outcomeUnknown = outcomeUnknown;
        this.beginning = beginning;
    }

    /** Whether the command may have been carried out, or may be yet: read again. */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }

    /** Whether HAProxy understood and said no. */
    public boolean isRefusal() {
        return !beginning.isEmpty();
    }

    /** What a text that is no success means. */
    static Fault ofRefusal(String text) {
        return Arrays.stream(values())
                .filter(fault -> fault.isRefusal() && text.startsWith(fault.beginning))
                .findFirst()
                .orElse(REFUSED);
    }
}
