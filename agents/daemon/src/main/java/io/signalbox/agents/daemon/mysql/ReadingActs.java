package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.daemon.mysql.ActOutcome.Code;
import io.signalbox.agents.daemon.mysql.ActOutcome.Performed;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.binlog.BinlogHistory;
import io.signalbox.mysql.dialect.Channel;
import io.signalbox.mysql.dialect.Query;
import io.signalbox.mysql.gtid.GtidSet;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Acts that only read. */
final class ReadingActs {
    /** By how much the server's bound is shorter than ours, so that it is the server that answers. */
    private static final Duration SERVER_FIRST = Duration.ofMillis(20);

    private final Talk talk;
    private final BinlogHistory binlog = new BinlogHistory();

    ReadingActs(Talk talk) {
        this.talk = talk;
    }

    Performed sets(Deadline deadline) throws SQLException {
        Channel now = talk.channel(deadline);
        return performed(now.executed(), now.received(), Map.of());
    }

    /**
     * Executed, and every GTID in the last binlog file: a commit that waits is always in the last one, since rotation
     * waits for it. The file is read first: what it held then and a rotation took away is executed when that is read.
     */
    Performed history(Deadline deadline) throws SQLException, ActFailure {
        String index = talk.ask(Query.BINLOG_INDEX, deadline, rows -> {
            rows.next();
            return Columns.text(rows, "path");
        });
        GtidSet written = written(Path.of(index));
        Channel now = talk.channel(deadline);
        return performed(now.executed(), now.received().union(written), Map.of());
    }

    private GtidSet written(Path index) throws ActFailure {
        try {
            return binlog.read(index);
        } catch (IOException e) {
            throw new ActFailure(Code.REFUSED, "the binlog cannot be read: " + e.getMessage());
        }
    }

    Performed waiting(Deadline deadline) throws SQLException {
        long waiting = talk.ask(Query.WAITING, deadline, rows -> {
            rows.next();
            return rows.getLong("waiting");
        });
        return performed(GtidSet.EMPTY, GtidSet.EMPTY, Map.of("waiting", Long.toString(waiting)));
    }

    Performed waitForExecuted(MysqlAct.WaitForExecuted wait, Deadline asked) throws SQLException, ActFailure {
        Duration bound = asked.leftAtMost(wait.bound()).minus(SERVER_FIRST);
        Deadline deadline = Deadline.in(asked.left().plus(SERVER_FIRST));
        boolean late = talk.ask(Query.waitForExecuted(wait.set(), bound), deadline, rows -> {
            rows.next();
            return rows.getInt("late") != 0;
        });
        Channel now = talk.channel(deadline);
        if (late) {
            throw new ActFailure(
                    Code.NOT_CAUGHT_UP,
                    wait.set().minus(now.executed()).count() + " transactions are not executed; the applier "
                            + (now.applierRuns() ? "runs" : "does not run"));
        }
        return performed(now.executed(), now.received(), Map.of());
    }

    private static Performed performed(GtidSet executed, GtidSet received, Map<String, String> details) {
        SortedMap<String, String> sorted = Collections.unmodifiableSortedMap(new TreeMap<>(details));
        return new Performed(executed, received, sorted);
    }
}
