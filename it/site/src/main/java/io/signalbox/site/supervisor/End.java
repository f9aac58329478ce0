package io.signalbox.site.supervisor;

import java.util.Map;

/** How a process ended. {@code status} is 128 + the signal's number if a signal ended it, {@link #UNKNOWN} if nobody can tell. */
public record End(int status) {
    public static final int UNKNOWN = -1;
    private static final int SIGNALLED = 128;
    private static final Map<Integer, String> SIGNALS =
            Map.of(1, "SIGHUP", 2, "SIGINT", 6, "SIGABRT", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    /** In words for a status line. */
    public String words() {
        if (status == UNKNOWN) {
            return "ended while nobody watched";
        }
        return status > SIGNALLED
                ? "ended by " + SIGNALS.getOrDefault(status - SIGNALLED, "signal " + (status - SIGNALLED))
                : "exit " + status;
    }
}
