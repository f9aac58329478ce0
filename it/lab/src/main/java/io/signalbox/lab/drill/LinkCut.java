package io.signalbox.lab.drill;

import java.time.Duration;

/**
 * Whether the primary's replication links lose their packets before it is killed. Without that a kill on one machine shows no
 * loss even with asynchronous replication: the kernel still delivers what the dead process had sent.
 */
public enum LinkCut {
    NONE,
    /** In every second round, as {@link #SHORT}. */
    HALF,
    /** A moment: every writer has a commit that nobody holds but the primary. */
    SHORT,
    /** Until the primary has gone alone: from then on nobody else may be opened. */
    LONG;

    /** How long before the kill, unless it is LONG. Shorter than {@code noAckersAfter}. */
    static final Duration MOMENT = Duration.ofMillis(300);

    boolean in(int round) {
        return this == SHORT || (this == HALF && round % 2 == 0);
    }
}
