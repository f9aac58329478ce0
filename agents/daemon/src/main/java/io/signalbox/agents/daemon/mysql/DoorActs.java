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
 * Shuts and opens the door on one replica: its replication account. A door that is as wanted costs no account statement,
 * which would be a transaction, and would block every later login if its commit had to wait.
 */
final class DoorActs {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration WATCHED = Duration.ofMillis(300);

    private final Talk talk;

    DoorActs(Talk talk) {
        this.talk = talk;
    }

    /** Locks the account, then ends its dump connections, and answers when none is left. */
    Performed shut(MysqlAct.ShutDoor shut, Deadline deadline) throws SQLException, ActFailure {
        String account = AccountNames.replication(shut.replica());
        Optional<Boolean> locked = locked(account, deadline);
        if (locked.isPresent() && !locked.get()) {
            wouldNotHang(deadline);
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
            wouldNotHang(deadline);
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

    /**
     * An account statement whose commit waits for an acknowledgement holds up every login, the admin port's too. Commits
     * wait for good when too few can acknowledge; that count knows a lost replica only seconds later, so that commits
     * are watched getting on too.
     */
    private void wouldNotHang(Deadline deadline) throws SQLException, ActFailure {
        Deadline patience = Deadline.in(deadline.leftAtMost(WATCHED));
        Commits first = talk.ask(Query.WAITING, deadline, DoorActs::commits);
        Commits now = first;
        while (now.waiting && !now.tooFew && now.executed.equals(first.executed) && !patience.passed()) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            now = talk.ask(Query.WAITING, deadline, DoorActs::commits);
        }
        if (now.tooFew || (now.waiting && now.executed.equals(first.executed))) {
            throw new ActFailure(
                    Code.COMMITS_ARE_WAITING,
                    "an account statement would wait for an acknowledgement, and block logins");
        }
    }

    /** Whether commits wait, too few can acknowledge them, and what is executed. */
    private record Commits(boolean waiting, boolean tooFew, String executed) {}

    private static Commits commits(ResultSet rows) throws SQLException {
        rows.next();
        boolean tooFew = rows.getBoolean("source_side") && rows.getInt("clients") < rows.getInt("ack_count");
        return new Commits(rows.getLong("waiting") > 0, tooFew, Columns.text(rows, "executed"));
    }

    private static List<Long> ids(ResultSet rows) throws SQLException {
        List<Long> ids = new ArrayList<>();
        while (rows.next()) {
            ids.add(rows.getLong("id"));
        }
        return ids;
    }
}
