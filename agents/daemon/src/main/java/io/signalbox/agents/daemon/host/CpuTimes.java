package io.signalbox.agents.daemon.host;

import java.util.Optional;

/**
 * The first line of {@code /proc/stat} (proc_stat(5)): what all processors did since the host was started, in ticks. Busy
 * is all but idling and waiting for a disk; what a hypervisor took counts as busy, as nobody here could have it.
 */
record CpuTimes(long busy, long total) {
    private static final String NAME = "cpu";
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    /** What guests used, after it, is in the user's time already. */
    private static final int STOLEN = 8;

    /** Empty if the line is another one. */
    static Optional<CpuTimes> parse(String line) {
        String[] words = line.strip().split(" +");
        if (words.length <= WAITING || !words[0].equals(NAME)) {
            return Optional.empty();
        }
        try {
            long total = 0;
            for (int i = 1; i <= STOLEN && i < words.length; i++) {
                total += Long.parseLong(words[i]);
            }
            return Optional.of(
                    new CpuTimes(total - Long.parseLong(words[IDLE]) - Long.parseLong(words[WAITING]), total));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Of a hundred, since {@code before}; empty if no time has passed, or the counters went backwards. */
    Optional<Double> percentSince(CpuTimes before) {
        double passed = total - before.total;
        double used = busy - before.busy;
        return passed <= 0 || used < 0 || used > passed ? Optional.empty() : Optional.of(100 * used / passed);
    }
}
