package io.signalbox.mysql.doctor;

import java.time.Duration;
import java.util.Optional;

/**
 * One server of a cluster, and what is known of it.
 *
 * @param age of the examination, now
 * @param clockAhead how far mysqld's clock was ahead of the reader's
 * @param counted what the controller counts on; absent where there is none
 */
public record Patient(
        String server, Optional<Examination> examination, Duration age, Duration clockAhead, Optional<Pace> counted) {
    /** The same, under a controller that counts on this. */
    public Patient counted(Pace on) {
        return new Patient(server, examination, age, clockAhead, Optional.of(on));
    }

    /** Examined by nobody yet. */
    public static Patient unseen(String server) {
        return new Patient(server, Optional.empty(), Duration.ZERO, Duration.ZERO, Optional.empty());
    }
}
