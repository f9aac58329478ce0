package io.signalbox.mysql.doctor;

import java.time.Duration;
import java.util.Optional;

/**
 * One server of a cluster, and what is known of it.
 *
 * @param age of the examination, now
 * @param clockAhead how far mysqld's clock was ahead of the reader's
 */
public record Patient(String server, Optional<Examination> examination, Duration age, Duration clockAhead) {
    /** Examined by nobody yet. */
    public static Patient unseen(String server) {
        return new Patient(server, Optional.empty(), Duration.ZERO, Duration.ZERO);
    }
}
