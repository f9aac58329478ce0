package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.daemon.mysql.ActOutcome.Code;
import io.signalbox.agents.daemon.mysql.ActOutcome.Performed;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.dialect.ActStatements;
import io.signalbox.mysql.dialect.Channel;
import io.signalbox.mysql.dialect.Query;
import io.signalbox.mysql.dialect.Statement;
import io.signalbox.mysql.grants.AccountNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Shuts and opens the door on one replica: its replication account, on this server alone. A door that is as wanted costs
 * no account statement.
 */
final class DoorActs {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final Talk talk;

    DoorActs(Talk talk) {
        this.talk = talk;
    }

    /** Locks the account, then ends its dump connections, and answers when none is left. */
    Performed shut(MysqlAct.ShutDoor shut, Deadline deadline) throws SQLException, ActFailure {
        String account = AccountNames.replication(shut.replica());
        Optional<Boolean> locked = locked(account, deadline);
        if (locked.isPresent() && !locked.get()) {
            say(shut, deadline);
        }
        while (true) {
            List<Long> dumps = talk.ask(Query.dumpSessions(account), deadline, DoorActs::ids);
            if (dumps.isEmpty()) {
                return ActSession.done();
            }
            if (deadline.passed()) {
                throw new ActFailure(Code.TIMED_OUT, "the dump connection of " + account + " has not ended yet");
            }
            for (long session : dumps) {
                kill(session, deadline);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    Performed open(MysqlAct.OpenDoor open, Deadline deadline) throws SQLException, ActFailure {
        String account = AccountNames.replication(open.replica());
        boolean locked = locked(account, deadline)
                .orElseThrow(() -> new ActFailure(Code.NO_ACCOUNT, "there is no account " + account));
        if (locked) {
            say(open, deadline);
        }
        return ActSession.done();
    }

    private void say(MysqlAct act, Deadline deadline) throws SQLException, ActFailure {
        for (Statement statement : ActStatements.of(act, Channel.NONE, "")) {
            talk.say(statement, deadline);
        }
    }

    private void kill(long session, Deadline deadline) throws SQLException, ActFailure {
        try {
            talk.say(ActStatements.kill(session), deadline);
        } catch (SQLException e) {
            if (e.getErrorCode() != Faults.NO_SUCH_THREAD) {
                throw e;
            }
        }
    }

    private Optional<Boolean> locked(String account, Deadline deadline) throws SQLException {
        return talk.askDoor(
                Query.accountLocked(account),
                deadline,
                rows -> rows.next() ? Optional.of(rows.getBoolean("locked")) : Optional.empty());
    }

    private static List<Long> ids(ResultSet rows) throws SQLException {
        List<Long> ids = new ArrayList<>();
        while (rows.next()) {
            ids.add(rows.getLong("id"));
        }
        return ids;
    }
}
