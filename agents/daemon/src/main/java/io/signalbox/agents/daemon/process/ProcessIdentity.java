package io.signalbox.agents.daemon.process;

import java.util.Optional;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param startTicks field 22 of {@code /proc/PID/stat}: clock ticks since boot
 */
public record ProcessIdentity(long pid, long startTicks) {

    /** Of the process that has this number now; empty if there is none, or it has ended. */
    public static Optional<ProcessIdentity> of(long pid) {
        try (ProcStat stat = ProcStat.open(pid).orElse(null)) {
            return Optional.ofNullable(stat).map(ProcStat::identity);
        }
    }

    @Override
    public String toString() {
        return pid + "@" + startTicks;
    }
}
