package io.signalbox.demo.database;

import java.time.Duration;

/** No database did it within the bound. */
public final class Unavailable extends Exception {
    private static final long serialVersionUID = 1L;

    Unavailable(String what, Duration waited, Throwable cause) {
        super("No database " + what + " within " + waited.toMillis() + " ms.", cause);
    }
}
