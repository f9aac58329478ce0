package io.signalbox.controller.simulation;

/** What must never be; after "Invariants" in docs/protocol.md, and what can be said of parts beside them. */
enum Invariant {
    /** I1: every acknowledged write is in the history of the recorded primary. */
    P1_ACKNOWLEDGED_WRITE_LOST(true),
    /** I2: at most one server could acknowledge a write that began now. */
    P2_TWO_WRITERS(true),
    /** Record before act: whoever could acknowledge a write is the recorded primary. */
    WRITER_IS_NOT_RECORDED(true),
    /** I3: while proven, whoever may acknowledge to the primary is in the record. */
    I3_COUNTED_BUT_NOT_RECORDED(true),
    /** I4: while proven, k of the ackers hold every acknowledged write. */
    I4_NOT_HELD_BY_ENOUGH(true),
    /** While not proven, nobody but the recorded primary is named. */
    NAMED_WHILE_NOT_PROVEN(true),
    /** Revision, term and epoch of the record only grow. */
    RECORD_WENT_BACK(true),
    /** What an agent promised on disk stays promised. */
    TOKEN_OR_PROMISE_FELL(true),
    /** A step is in the journal before its first command is sent. */
    NOT_JOURNALED(true),
    /** A GTID names one transaction, for ever: a server that has the first would skip, and acknowledge, the second. */
    GTID_GIVEN_OUT_TWICE(true),
    /** P5: no automatic failover while a replica that the leader hears receives from a primary that works. */
    LOST_THOUGH_SEEN_ALIVE(true),
    /** Once the faults are over writes are acknowledged again, within a bound. */
    NO_WRITER_AGAIN(false),
    /** Once the faults are over the site becomes whole by itself, within another bound. */
    NOT_WHOLE_AGAIN(false),
    /** A mind threw. */
    MIND_BROKE(false);

    private final boolean ofSafety;

    Invariant(boolean ofSafety) {
        this.ofSafety = ofSafety;
    }

    /** Breaking it loses or forges data, or moves the writer without cause; the others only stop work. */
    boolean ofSafety() {
        return ofSafety;
    }
}
