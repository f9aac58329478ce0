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

    private static final String IS_PRIMARY = "it is the primary";

    private final String server;
    private final Supplier<Optional<Seen>> sight;

    Checks(String server, Supplier<Optional<Seen>> sight) {
        this.server = server;
        this.sight = sight;
    }

    /** Whether it takes writes. */
    Check primary() {
        return judge((seen, mysql) -> mysql.writable() ? "" : "it is read-only");
    }

    /** Whether it takes writes, and some write was acknowledged so lately that it cannot have been deposed before. */
    Check primary(Duration within) {
        return judge((seen, mysql) -> mysql.writable() ? stale(seen, within) : "it is read-only");
    }

    /** Whether readers that bear {@code maxLag} may come. */
    Check replica(Duration maxLag) {
        return judge((seen, mysql) -> {
            if (mysql.writable()) {
                return IS_PRIMARY;
            }
            return mysql.heartbeatLag().compareTo(maxLag) > 0
                    ? "it lags by more than " + maxLag.toMillis() + " ms"
                    : "";
        });
    }

    /** Whether a replica lacks nothing that was acknowledged longer than {@code within} ago. */
    Check fresh(Duration within) {
        return judge((seen, mysql) -> mysql.writable() ? IS_PRIMARY : stale(seen, within));
    }

    private static String stale(Seen seen, Duration within) {
        return seen.behind().compareTo(within) > 0
                ? "it may lack what was acknowledged " + within.toMillis() + " ms ago"
                : "";
    }

    private interface Rule {
        /** Why not, or empty. */
        String objection(Seen seen, Report.Mysql mysql);
    }

    /** The first look after it was set is refused already, and what was seen before it was not so. */
    private static boolean isOffline(Seen seen, Report.Mysql mysql) {
        return mysql.offline() || seen.probes().fault() == Report.ProbeFault.OFFLINE;
    }

    private Check judge(Rule rule) {
        Optional<Seen> seen = sight.get();
        if (seen.isEmpty() || seen.get().mysql().isEmpty()) {
            return new Check(server, false, Check.NONE, Check.UNKNOWN, Check.UNKNOWN, "no mysqld has answered yet");
        }
        Report.Mysql mysql = seen.get().mysql().get();
        String objection = seen.get().probes().readSilent().compareTo(FRESH) > 0
                ? "mysqld has not answered for more than " + FRESH.toMillis() + " ms"
                : isOffline(seen.get(), mysql) ? "it is offline" : rule.objection(seen.get(), mysql);
        return new Check(
                server,
                objection.isEmpty(),
                mysql.writable() ? Check.PRIMARY : Check.REPLICA,
                mysql.writable() ? 0 : mysql.heartbeatLag().toMillis(),
                seen.get().behind().compareTo(Seen.UNKNOWN) < 0
                        ? seen.get().behind().toMillis()
                        : Check.UNKNOWN,
                objection);
    }
}
