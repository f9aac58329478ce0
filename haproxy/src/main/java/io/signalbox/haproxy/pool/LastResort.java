package io.signalbox.haproxy.pool;

/** What becomes of readers when no replica is within the bound. */
public enum LastResort {
    /** Old data are better than none: they read what is there, the primary included. */
    STALE,
    /** They go to the primary, or wait with its writers while there is none. */
    PRIMARY,
    /** They are turned away. */
    REFUSE
}
