package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.daemon.mysql.ActOutcome.Code;
import io.signalbox.mysql.dialect.ActStatements;
import io.signalbox.mysql.dialect.Channel;
import io.signalbox.mysql.dialect.Query;
import io.signalbox.mysql.dialect.Statement;
import io.signalbox.mysql.gtid.GtidSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * The standing connections of the acts, and what is said on them: the operator's, the door's, and the aide's, which is
 * a second operator for what must go on beside a statement that takes its time.
 */
final class Talk {
    /** KILL itself waits for nothing. */
    private static final Duration KILL_BOUND = Duration.ofMillis(250);

    private final Standing operator;
    private final Standing door;
    private final Standing aide;

    Talk(MysqlAccess access) {
        operator = new Standing(access, access.operator(), Optional.of(Query.CLAIM_OPERATOR));
        door = new Standing(access, access.door(), Optional.of(Query.CLAIM_DOOR));
        aide = new Standing(access, access.operator());
    }

    void openAll() throws SQLException {
        operator.open();
        aide.open();
        door.open();
    }

    boolean operatorIsOpen() {
        return operator.isOpen();
    }

    Standing aide() {
        return aide;
    }

    void say(Statement statement, Deadline deadline) throws SQLException, ActFailure {
        try {
            bounded(speaker(statement), standing -> standing.say(statement.sql(), deadline.left()));
        } catch (SQLException e) {
            if (statement.secret() && !Faults.connectionIsLost(e)) {
                throw new ActFailure(Code.REFUSED, "mysqld refused " + statement + " with error " + e.getErrorCode());
            }
            throw e;
        }
    }

    <T> T ask(Query query, Deadline deadline, Standing.Rows<T> reader) throws SQLException {
        return ask(query.sql(), deadline, reader);
    }

    <T> T ask(String sql, Deadline deadline, Standing.Rows<T> reader) throws SQLException {
        return bounded(operator, standing -> standing.ask(sql, deadline.left(), reader));
    }

    <T> T askDoor(String sql, Deadline deadline, Standing.Rows<T> reader) throws SQLException {
        return bounded(door, standing -> standing.ask(sql, deadline.left(), reader));
    }

    Channel channel(Deadline deadline) throws SQLException {
        return ask(Query.CHANNEL, deadline, Talk::channel);
    }

    private static Channel channel(ResultSet rows) throws SQLException {
        rows.next();
        GtidSet executed = Columns.gtids(rows, "executed");
        return new Channel(
                rows.getString("host") != null,
                Columns.text(rows, "host"),
                rows.getInt("port"),
                Columns.text(rows, "bind"),
                Columns.text(rows, "account"),
                rows.getBoolean("auto_position"),
                Columns.text(rows, "receiver"),
                Columns.text(rows, "applier").equals("ON"),
                executed,
                executed.union(Columns.gtids(rows, "received")));
    }

    private Standing speaker(Statement statement) {
        return switch (statement.speaker()) {
            case OPERATOR -> operator;
            case DOOR -> door;
        };
    }

    private interface Use<T> {
        T with(Standing standing) throws SQLException;
    }

    /** A statement whose bound passed must not take effect later: its session is ended, as far as that can be done. */
    private <T> T bounded(Standing standing, Use<T> use) throws SQLException {
        standing.open();
        long session = standing.session();
        try {
            return use.with(standing);
        } catch (SQLException e) {
            if (Faults.timedOut(e)) {
                kill(session);
            }
            throw e;
        }
    }

    private void kill(long session) {
        if (aide.session() == session || session == 0) {
            return;
        }
        try {
            aide.say(ActStatements.kill(session).sql(), KILL_BOUND);
        } catch (SQLException e) {
            aide.abandon();
        }
    }

    void abandon() {
        operator.abandon();
        aide.abandon();
        door.abandon();
    }
}
