package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report;
import java.time.Duration;
import java.util.Optional;

/**
 * What the probes know at one moment; {@code mysql} is absent while no connection has answered since mysqld's start.
 *
 * @param behind what is read here now lacks nothing that was acknowledged longer ago than this, provided the clocks of
 *     the cluster agree; {@link #UNKNOWN} where nobody can tell
 */
public record Seen(Report.Probes probes, Optional<Report.Mysql> mysql, Duration behind) {
    public static final Duration UNKNOWN = Duration.ofDays(365);

    /** The same, with other words on the probes. */
    public Seen with(Report.Probes others) {
        return new Seen(others, mysql, behind);
    }
}
