package io.signalbox.lab.ledger;

import java.time.Duration;

/**
 * One connection that was asked for through HAProxy.
 *
 * @param waited from the first packet until the server behind let the client in, or until it failed
 * @param detail the error in words, or empty
 */
public record Opening(long startedNanos, Duration waited, Result result, String detail) {

    /** What became of it. */
    public enum Result {
        OPENED,
        /** Nobody listened. */
        REFUSED,
        /** Ended, reset or timed out before the server let the client in. */
        FAILED
    }
}
