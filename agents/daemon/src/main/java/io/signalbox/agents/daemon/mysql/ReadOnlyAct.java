package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.daemon.mysql.ActOutcome.Code;
import io.signalbox.agents.daemon.mysql.ActOutcome.Performed;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.dialect.ActStatements;
import io.signalbox.mysql.dialect.Channel;
import io.signalbox.mysql.dialect.Query;
import io.signalbox.mysql.dialect.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens and closes for writes, and reads both variables back: while a closing waits, {@code super_read_only} already
 * reads 1. Kills nothing. The server's lock wait is whole seconds, so the bound is never shorter than that and a little:
 * a closing that the client gave up could still come true.
 */
final class ReadOnlyAct {
    private static final Duration MORE_THAN_THE_LOCK_WAIT = Duration.ofMillis(500);

    private record ReadOnly(boolean plain, boolean superuser) {}

    private final Talk talk;

    ReadOnlyAct(Talk talk) {
        this.talk = talk;
    }

    Performed perform(MysqlAct.SetReadOnly set, Deadline asked) throws SQLException, ActFailure {
        Deadline deadline = set.on() ? longEnough(set.lockWait(), asked) : asked;
        try {
            for (Statement statement : ActStatements.of(set, Channel.NONE, "")) {
                talk.say(statement, deadline);
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == Faults.LOCK_WAIT_TIMEOUT) {
                throw new ActFailure(Code.LOCK_WAIT, "not closed within the lock wait; busy: " + busy(deadline));
            }
            throw e;
        }
        ReadOnly now = talk.ask(Query.READ_ONLY, deadline, ReadOnlyAct::read);
        if (now.plain != set.on() || now.superuser != set.on()) {
            throw new ActFailure(Code.NOT_AS_SET, "wanted " + set.on() + ", read back " + now);
        }
        return ActSession.done();
    }

    private static Deadline longEnough(Duration lockWait, Deadline asked) {
        Duration wait = lockWait.compareTo(ActStatements.SHORTEST_LOCK_WAIT) < 0
                ? ActStatements.SHORTEST_LOCK_WAIT
                : Duration.ofSeconds(lockWait.plusMillis(999).toSeconds());
        Deadline least = Deadline.in(wait.plus(MORE_THAN_THE_LOCK_WAIT));
        return least.nanos() - asked.nanos() > 0 ? least : asked;
    }

    private static ReadOnly read(ResultSet rows) throws SQLException {
        rows.next();
        return new ReadOnly(rows.getBoolean("read_only"), rows.getBoolean("super_read_only"));
    }

    private List<String> busy(Deadline deadline) throws SQLException {
        return talk.ask(Query.BUSY_SESSIONS, deadline, rows -> {
            List<String> busy = new ArrayList<>();
            while (rows.next()) {
                busy.add("session " + rows.getLong("id") + " of " + Columns.text(rows, "user") + ", "
                        + rows.getLong("seconds") + " s, " + Columns.text(rows, "state"));
            }
            return busy;
        });
    }
}
