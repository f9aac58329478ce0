package io.signalbox.site.supervisor;

import java.time.Duration;

/** A process that runs, or just ended. */
sealed interface RunningProcess {
    /** How often an adopted process, which is nobody's child, is looked at. */
    Duration ADOPTED_POLL = Duration.ofMillis(50);

    ProcessIdentity identity();

    /** Waits for its end. */
    End awaitEnd() throws InterruptedException;

    /** Started by this supervisor. */
    record Child(Process process, ProcessIdentity identity) implements RunningProcess {
        @Override
        public End awaitEnd() throws InterruptedException {
            return new End(process.waitFor());
        }
    }

    /** Started by an earlier supervisor that was killed. */
    record Adopted(ProcessIdentity identity) implements RunningProcess {
        @Override
        public End awaitEnd() throws InterruptedException {
            while (identity.alive()) {
                Thread.sleep(ADOPTED_POLL);
            }
            return new End(End.UNKNOWN);
        }
    }
}
