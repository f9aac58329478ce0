package io.signalbox.agents.daemon.process;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param startTicks field 22 of {@code /proc/PID/stat}: clock ticks since boot
 */
public record ProcessIdentity(long pid, long startTicks) {
    @Override
    public String toString() {
        return pid + "@" + startTicks;
    }
}
