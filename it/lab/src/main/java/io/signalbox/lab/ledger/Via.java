package io.signalbox.lab.ledger;

/** The way by which a client reached its server. */
public enum Via {
    /** Through HAProxy's port for writes: what an application sees. */
    PROXY,
    /** Straight to one mysqld: what HAProxy hides, a second server that acknowledges. */
    DIRECT
}
