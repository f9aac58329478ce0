package io.signalbox.agents.daemon.http;

import io.signalbox.agents.daemon.mysql.Seen;
import io.signalbox.agents.protocol.Report;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Judges from what was seen last whether clients should come to this mysqld. Asks nobody. */
final class Checks {
    /** A mysqld that has answered no probe for so long gets no reader. */
    static final Duration FRESH = Duration.ofSeconds(1);

    private static final String PRIMARY = "primary";
    private static final String REPLICA = "replica";
    private static final String NONE = "none";
    private static final long UNKNOWN = -1;

    private final String server;
    private final Supplier<Optional<Seen>> sight;

    Checks(String server, Supplier<Optional<Seen>> sight) {
        this.server = server;
        this.sight = sight;
    }

    /** Whether it takes writes. */
    Check primary() {
        return judge(mysql -> mysql.writable() ? "" : "it is read-only");
    }

    /** Whether readers that bear {@code maxLag} may come. */
    Check replica(Duration maxLag) {
        return judge(mysql -> {
            if (mysql.writable()) {
                return "it is the primary";
            }
            return mysql.heartbeatLag().compareTo(maxLag) > 0
                    ? "it lags by more than " + maxLag.toMillis() + " ms"
                    : "";
        });
    }

    private interface Rule {
        /** Why not, or empty. */
        String objection(Report.Mysql mysql);
    }

    private Check judge(Rule rule) {
        Optional<Seen> seen = sight.get();
        if (seen.isEmpty() || seen.get().mysql().isEmpty()) {
            return new Check(server, false, NONE, UNKNOWN, "no mysqld has answered yet");
        }
        Report.Mysql mysql = seen.get().mysql().get();
        String objection = seen.get().probes().readSilent().compareTo(FRESH) > 0
                ? "mysqld has not answered for more than " + FRESH.toMillis() + " ms"
                : mysql.offline() ? "it is offline" : rule.objection(mysql);
        return mysql.writable()
                ? new Check(server, objection.isEmpty(), PRIMARY, 0, objection)
                : new Check(
                        server,
                        objection.isEmpty(),
                        REPLICA,
                        mysql.heartbeatLag().toMillis(),
                        objection);
    }
}
