package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.mysql.dialect.Query;
import java.sql.SQLException;
import java.time.Duration;

/** Asks {@code SELECT 1}: does SQL answer at all? */
final class ReadProbe {
    /** Long enough for a short freeze to end on the same connection: a new login is not a judge of health. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    private static final Duration AFTER_WRONG_CREDENTIALS = Duration.ofSeconds(1);

    private final Standing standing;
    private final Silence silence = new Silence();
    private final Silence sinceAttempt = new Silence();
    private volatile Trouble trouble = Trouble.NONE;

    ReadProbe(MysqlAccess access) {
        standing = new Standing(access, access.monitor());
    }

    void turn() {
        boolean again = trouble.fault() != ProbeFault.CREDENTIALS
                || sinceAttempt.lasts().compareTo(AFTER_WRONG_CREDENTIALS) > 0;
        if (again) {
            sinceAttempt.broken();
            ask();
        }
    }

    private void ask() {
        try {
            standing.ask(Query.PING.sql(), BOUND, rows -> true);
            silence.broken();
            trouble = Trouble.NONE;
        } catch (SQLException e) {
            trouble = Trouble.of("read", e);
        }
    }

    Duration silent() {
        return silence.lasts();
    }

    Trouble trouble() {
        return trouble;
    }

    void restarted() {
        standing.abandon();
        silence.broken();
    }
}
