package io.signalbox.agents.daemon.shell;

import io.signalbox.agents.daemon.process.ProcessIdentity;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Sorts the ends of mysqld into news and what was expected. The mind is told of an end only if it knew the process as
 * running and had not ordered the end. For one thread.
 */
final class MysqldLife {
    private Optional<ProcessIdentity> known = Optional.empty();
    private Optional<ProcessIdentity> lastEnded = Optional.empty();
    private OptionalLong endOrderedBy = OptionalLong.empty();

    /**
     * The mind is about to be told that this process runs.
     *
     * @return false if it has ended meanwhile: tell that instead
     */
    boolean runs(ProcessIdentity process) {
        if (lastEnded.equals(Optional.of(process))) {
            return false;
        }
        known = Optional.of(process);
        return true;
    }

    /** A process was seen to end; whether the mind must be told. */
    boolean isNews(ProcessIdentity process) {
        lastEnded = Optional.of(process);
        if (endOrderedBy.isPresent() || !known.equals(lastEnded)) {
            return false;
        }
        known = Optional.empty();
        return true;
    }

    /** An effect begins to end mysqld. */
    void endOrdered(long effect) {
        endOrderedBy = OptionalLong.of(effect);
    }

    boolean isEndOrderedBy(long effect) {
        return endOrderedBy.equals(OptionalLong.of(effect));
    }

    /** The ordered end came. */
    void endAnswered() {
        endOrderedBy = OptionalLong.empty();
        known = Optional.empty();
    }

    /**
     * The ordered end failed, or was given up.
     *
     * @return whether the process has ended all the same, which the mind must be told
     */
    boolean endFailed() {
        endOrderedBy = OptionalLong.empty();
        boolean ended = known.isPresent() && known.equals(lastEnded);
        if (ended) {
            known = Optional.empty();
        }
        return ended;
    }

    /** Whether the mind knows a process as running. */
    boolean isKnown() {
        return known.isPresent();
    }
}
