package io.signalbox.demo.database;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns acknowledgements, failures and our own lateness into pauses. A pause is the time between two acknowledgements
 * with a failed write between them, or longer than {@link #STOOD_STILL}. Pure: times are monotonic nanoseconds.
 */
final class OutageWatch {
    /** Without a failure, so long between acknowledgements is a pause; four times the pace of 20 writes a second. */
    static final Duration STOOD_STILL = Duration.ofMillis(200);

    private OptionalLong lastAcknowledged = OptionalLong.empty();
    private boolean failed;

    /** A pause that may still go on is worth one more write, even if somebody else is the canary by now. */
    boolean open() {
        return failed && lastAcknowledged.isPresent();
    }

    void failed() {
        failed = true;
    }

    /** The pause that this acknowledgement ends. */
    Optional<Duration> acknowledged(long now) {
        Optional<Duration> gap = lastAcknowledged.isPresent()
                ? Optional.of(Duration.ofNanos(now - lastAcknowledged.getAsLong()))
                : Optional.empty();
        Optional<Duration> pause = gap.filter(length -> failed || length.compareTo(STOOD_STILL) > 0);
        lastAcknowledged = OptionalLong.of(now);
        failed = false;
        return pause;
    }

    /** This process was stopped itself, or is no longer the canary: what it did not see is not a pause. */
    void forget() {
        lastAcknowledged = OptionalLong.empty();
        failed = false;
    }
}
