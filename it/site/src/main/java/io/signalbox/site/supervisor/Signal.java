package io.signalbox.site.supervisor;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** What can be sent to a process. Sent by {@code kill(1)}, since a JDK knows only two of them. */
public enum Signal {
    TERM,
    KILL,
    /** Freeze. */
    STOP,
    /** Thaw. */
    CONT,
    HUP,
    USR1,
    USR2;

    private static final long KILL_SECONDS = 5;

    /** Sends it. True if the process existed and was ours to signal. */
    public boolean sendTo(long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return kill.waitFor(KILL_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
