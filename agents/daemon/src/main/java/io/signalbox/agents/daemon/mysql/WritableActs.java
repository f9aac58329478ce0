package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.daemon.mysql.ActOutcome.Code;
import io.signalbox.agents.daemon.mysql.ActOutcome.Performed;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.dialect.ActStatements;
import io.signalbox.mysql.dialect.Channel;
import io.signalbox.mysql.dialect.Query;
import io.signalbox.mysql.dialect.Statement;
import io.signalbox.mysql.gtid.GtidSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Opens and closes for writes, and reads back what clients get: while a closing waits, {@code super_read_only} already
 * reads 1. Kills nothing. The server's lock wait is whole seconds, so the bound is never shorter than that and a little:
 * a closing that the client gave up could still come true.
 */
final class WritableActs {
    private static final Duration MORE_THAN_THE_LOCK_WAIT = Duration.ofMillis(500);

    private record Writable(
            boolean readOnly, boolean superReadOnly, boolean sourceSide, GtidSet executed, GtidSet received) {
        Performed performed() {
            return new Performed(executed, received, Collections.emptySortedMap());
        }
    }

    private final Talk talk;

    WritableActs(Talk talk) {
        this.talk = talk;
    }

    Performed close(MysqlAct.Close close, Deadline asked) throws SQLException, ActFailure {
        Deadline deadline = longEnough(close.lockWait(), asked);
        try {
            say(close, deadline);
        } catch (SQLException e) {
            if (e.getErrorCode() == Faults.LOCK_WAIT_TIMEOUT) {
                throw new ActFailure(Code.LOCK_WAIT, "not closed within the lock wait; busy: " + busy(deadline));
            }
            throw e;
        }
        Writable now = talk.ask(Query.WRITABLE, deadline, WritableActs::read);
        if (!now.readOnly || !now.superReadOnly) {
            throw notAsSet("read-only", now);
        }
        return now.performed();
    }

    Performed open(MysqlAct.Open open, Deadline deadline) throws SQLException, ActFailure {
        say(open, deadline);
        Writable now = talk.ask(Query.WRITABLE, deadline, WritableActs::read);
        if (now.readOnly || now.superReadOnly || now.sourceSide != open.sourceSide()) {
            throw notAsSet("writable, source side " + open.sourceSide(), now);
        }
        return now.performed();
    }

    private void say(MysqlAct act, Deadline deadline) throws SQLException, ActFailure {
        for (Statement statement : ActStatements.of(act, Channel.NONE, "")) {
            talk.say(statement, deadline);
        }
    }

    private static ActFailure notAsSet(String wanted, Writable now) {
        return new ActFailure(
                Code.NOT_AS_SET,
                "wanted " + wanted + ", read back read_only " + now.readOnly + ", super_read_only " + now.superReadOnly
                        + ", source side " + now.sourceSide);
    }

    private static Deadline longEnough(Duration lockWait, Deadline asked) {
        Duration wait = lockWait.compareTo(ActStatements.SHORTEST_LOCK_WAIT) < 0
                ? ActStatements.SHORTEST_LOCK_WAIT
                : Duration.ofSeconds(lockWait.plusMillis(999).toSeconds());
        Deadline least = Deadline.in(wait.plus(MORE_THAN_THE_LOCK_WAIT));
        return least.nanos() - asked.nanos() > 0 ? least : asked;
    }

    private static Writable read(ResultSet rows) throws SQLException {
        rows.next();
        GtidSet executed = Columns.gtids(rows, "executed");
        return new Writable(
                rows.getBoolean("read_only"),
                rows.getBoolean("super_read_only"),
                rows.getBoolean("source_side"),
                executed,
                executed.union(Columns.gtids(rows, "received")));
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
