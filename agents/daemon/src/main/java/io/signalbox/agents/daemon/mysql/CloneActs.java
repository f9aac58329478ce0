package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.daemon.mysql.ActOutcome.Code;
import io.signalbox.agents.daemon.mysql.ActOutcome.Performed;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.dialect.ActStatements;
import io.signalbox.mysql.dialect.Channel;
import io.signalbox.mysql.dialect.CloneStatements;
import io.signalbox.mysql.dialect.Query;
import io.signalbox.mysql.dialect.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The copy of a donor's data, on a connection of its own; and what comes after it. Its statement ends by an error in any
 * case: mysqld, which has no supervisor that it knows of, says that it cannot restart itself, and ends. Often it ends
 * first, and the connection breaks without that word; so does it when mysqld crashes. Which it was, mysqld says after its
 * next start.
 */
final class CloneActs {
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final MysqlAccess access;
    private final Talk talk;
    private final CloneWatch watch;
    private final Standing session;

    CloneActs(MysqlAccess access, Talk talk, CloneWatch watch) {
        this.access = access;
        this.talk = talk;
        this.watch = watch;
        this.session = new Standing(access, access.operator());
    }

    Performed copy(MysqlAct.Clone clone, Deadline deadline) throws ActFailure {
        watch.begin();
        long copying = 0;
        try {
            for (Statement statement : CloneStatements.prepare(clone, access.limits())) {
                session.say(statement.sql(), deadline.left());
            }
            copying = session.session(); // a connection that broke knows no number any more
            session.say(
                    CloneStatements.copy(
                                    clone, access.donor().user(), access.donor().password())
                            .sql(),
                    deadline.left());
            throw new ActFailure(Code.COPY_FAILED, "mysqld says that it copied, and did not end");
        } catch (SQLException e) {
            if (!ended(e, copying)) {
                close(copying, e);
                throw new ActFailure(Code.COPY_FAILED, "the copy failed: " + Faults.sentenceWithoutStatement(e));
            }
            return ActSession.done();
        } finally {
            watch.end();
            session.abandon();
        }
    }

    private static boolean ended(SQLException e, long copying) {
        boolean gone = copying != 0 && Faults.connectionIsLost(e) && !Faults.timedOut(e);
        return gone || e.getErrorCode() == Faults.CANNOT_RESTART;
    }

    /** Super-read-only again, also where the copy goes on behind a connection that broke. */
    private void close(long copying, SQLException cause) {
        try {
            if (copying != 0 && Faults.timedOut(cause)) {
                talk.aide().say(ActStatements.kill(copying).sql(), CLOSE);
            }
            talk.aide().say(CloneStatements.close().sql(), CLOSE);
        } catch (SQLException e) {
            talk.aide().abandon(); // mysqld is gone, and comes back super-read-only
        }
    }

    Performed confirm(Deadline deadline) throws SQLException, ActFailure {
        String unlike = talk.ask(Query.CLONE_OUTCOME, deadline, CloneActs::unlikeCompleted);
        if (!unlike.isEmpty()) {
            throw new ActFailure(Code.COPY_FAILED, "the copy is not whole: mysqld says " + unlike);
        }
        return ActSession.done();
    }

    /** Empty if all is well. */
    private static String unlikeCompleted(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return "that none was made";
        }
        String state = Columns.text(rows, "state");
        return state.equals("Completed")
                ? ""
                : state + ", error " + rows.getInt("error") + " " + Columns.text(rows, "message");
    }

    /** The channel is the donor's, with an account that is not ours, and a relay log that is not here. */
    Performed dropSource(MysqlAct.DropSource drop, Deadline deadline) throws SQLException, ActFailure {
        Channel now = talk.channel(deadline);
        for (Statement statement : ActStatements.of(drop, now, "")) {
            talk.say(statement, deadline);
        }
        return ActSession.done();
    }

    void forget() {
        session.abandon();
    }
}
