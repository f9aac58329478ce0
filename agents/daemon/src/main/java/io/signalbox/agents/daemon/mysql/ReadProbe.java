package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.mysql.dialect.Query;
import java.sql.SQLException;
import java.time.Duration;

/** Asks {@code SELECT 1}: does SQL answer at all? */
final class ReadProbe {
    private static final String KIND = "read";
    /** Long enough for a short freeze to end on the same connection: a new login is not a judge of health. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    private static final Duration AFTER_WRONG_CREDENTIALS = Duration.ofSeconds(1);

    private final Standing standing;
    private final ProbeListener listener;
    private final Silence silence = new Silence();
    private final Silence sinceAttempt = new Silence();
    private volatile Trouble trouble = Trouble.NONE;

    ReadProbe(MysqlAccess access, ProbeListener listener) {
        this.listener = listener;
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
        Silence sinceBegin = new Silence();
        try {
            standing.ask(Query.PING.sql(), BOUND, rows -> true);
            silence.broken();
            trouble = Trouble.NONE;
            listener.answered(KIND, sinceBegin.lasts());
        } catch (SQLException e) {
            trouble = Trouble.of(KIND, e);
            listener.failed(KIND, trouble.fault());
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
