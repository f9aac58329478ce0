package io.signalbox.mysql.doctor;

/** How much a finding matters; the worst first. */
public enum Severity {
    /** The promise does not hold. */
    BREAKS(true),
    /** It could not be looked: the promise cannot be given. */
    UNKNOWN(true),
    /** The promise holds as long as nothing else goes wrong, or holds for less than it could. */
    WEAKENS(false),
    /** Something better is to be had. */
    ADVICE(false);

    private final boolean voidsPromise;

    Severity(boolean voidsPromise) {
        this.voidsPromise = voidsPromise;
    }

    /** Whether the promise can be relied on no longer. */
    public boolean voidsPromise() {
        return voidsPromise;
    }
}
