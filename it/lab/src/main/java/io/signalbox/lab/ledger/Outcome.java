package io.signalbox.lab.ledger;

/** How a write that was sent ended, as far as its client can know. */
public enum Outcome {
    /** The server said OK: from now on the write must never be missing. */
    ACKNOWLEDGED,
    /** The server said no, with an error after which nothing is kept, or was never asked to keep it: the write must never appear. */
    REFUSED,
    /** No answer, or one that leaves it open: the write may be there or not. */
    UNKNOWN
}
