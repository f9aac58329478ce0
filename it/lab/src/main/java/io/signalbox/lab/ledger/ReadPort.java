package io.signalbox.lab.ledger;

import java.util.Locale;

/** The port of HAProxy at which a reader knocks: each promises something else, see docs/reading.md. */
public enum ReadPort {
    /** The pool of replicas, each by what it lags. */
    POOL,
    /** Nothing older than the bound is told; a session that would be told such is ended. */
    FRESH;

    /** As in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
