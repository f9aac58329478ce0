package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.protocol.Report.ProbeFault;
import io.signalbox.mysql.dialect.Query;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks {@code SELECT 1}: does SQL answer at all? Hears, too, that mysqld ends: it says so once, and then nobody gets in. */
final class ReadProbe {
    private static final String KIND = "read";
    /** Long enough for a short freeze to end on the same connection: a new login is not a judge of health. */
    private static final Duration BOUND = Duration.ofSeconds(2);

    private static final Duration AFTER_WRONG_CREDENTIALS = Duration.ofSeconds(1);

    /** No life of mysqld. */
    private static final int NONE = -1;

    private final Standing standing;
    private final ProbeListener listener;
    private final Silence silence = new Silence();
    private final Silence sinceAttempt = new Silence();
    private final AtomicInteger life = new AtomicInteger();
    private volatile Trouble trouble = Trouble.NONE;
    private volatile int ending = NONE;

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

    /** An end is believed when mysqld has said so and the next who comes is refused: one word alone may be about one session. */
    private void ask() {
        Silence sinceBegin = new Silence();
        int asked = life.get();
        boolean suspected = ending == asked;
        try {
            standing.ask(Query.PING.sql(), BOUND, rows -> true);
            silence.broken();
            trouble = Trouble.NONE;
            ending = NONE;
            listener.answered(KIND, sinceBegin.lasts());
        } catch (SQLException e) {
            trouble = Trouble.of(KIND, e);
            listener.failed(KIND, trouble.fault());
            if (suspected && trouble.fault() == ProbeFault.REFUSED && asked == life.get()) {
                listener.ends();
            } else if (e.getErrorCode() == Faults.SERVER_SHUTDOWN) {
                ending = asked;
                ask();
            }
        }
    }

    /** Another probe was told that mysqld ends; the next turn here shows it. */
    void suspect() {
        ending = life.get();
    }

    Duration silent() {
        return silence.lasts();
    }

    Trouble trouble() {
        return trouble;
    }

    void restarted() {
        life.incrementAndGet();
        standing.abandon();
        silence.broken();
    }
}
