package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.core.AgentEvent.Acted;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Acts on the receiver that need more than their statements.
 *
 * <p><b>Stopping.</b> {@code STOP REPLICA IO_THREAD} takes 1 to 5 ms, but 2 s when the receiver is inside a connect to
 * an address that swallows packets. Then it is not waited for, and this is why the answer is certain all the same. The
 * aide says STOP, which raises the receiver's abort flag before it waits; a receiver looks at the flag after its connect
 * and before it asks for the binlog. If the channel is seen {@code CONNECTING} after that, it holds no binlog connection
 * and will never ask for one: it can receive and acknowledge nothing more. The semi-sync replica side is switched off
 * meanwhile as a second lock, since it too is read when the binlog is asked for. Whatever would start the
 * receiver again waits for the STOP to end.
 */
final class ReceiverActs {
    /** An ordinary STOP is long over by then. */
    private static final Duration ORDINARY_STOP = Duration.ofMillis(150);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    /** A source that lives is heard ten times a second. */
    private static final Duration LATELY = Duration.ofSeconds(1);

    private static final MysqlAct.StopReceiver STOP = new MysqlAct.StopReceiver();

    private final Talk talk;
    private final String password;
    private volatile @Nullable CompletableFuture<Void> stopping;

    ReceiverActs(Talk talk, String password) {
        this.talk = talk;
        this.password = password;
    }

    Performed stop(Deadline deadline) throws SQLException, ActFailure {
        Channel before = talk.channel(deadline);
        if (before.receiverRuns() && stopping == null) {
            begin(before);
        }
        for (Statement off : ActStatements.of(new MysqlAct.SetSemiSyncReplica(false), before, password)) {
            talk.say(off, deadline);
        }
        if (!before.receiverRuns()) {
            return sets(before, Map.of());
        }
        CompletableFuture<Void> stop = stopping;
        if (stop == null || hasEnded(stop, deadline.leftAtMost(ORDINARY_STOP))) {
            stopping = null;
            return sets(talk.channel(deadline), Map.of());
        }
        Channel now = talk.channel(deadline);
        if (now.connecting()) {
            return sets(now, Map.of("receiver", "stopping"));
        }
        awaitStopped(deadline);
        return sets(talk.channel(deadline), Map.of());
    }

    private static Performed sets(Channel now, Map<String, String> details) {
        return new Performed(now.executed(), now.received(), new TreeMap<>(details));
    }

    private void begin(Channel before) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        stopping = ended;
        Thread.ofVirtual().name("stop-receiver").start(() -> {
            try {
                for (Statement stop : ActStatements.of(STOP, before, password)) {
                    talk.aide().say(stop.sql(), LONGEST_STOP);
                }
                ended.complete(null);
            } catch (SQLException e) {
                ended.completeExceptionally(e);
            }
        });
    }

    /** Waits for a STOP that was answered before it ended. */
    void awaitStopped(Deadline deadline) throws SQLException, ActFailure {
        CompletableFuture<Void> stop = stopping;
        if (stop != null && !hasEnded(stop, deadline.left())) {
            throw new ActFailure(Code.TIMED_OUT, "the receiver has not stopped yet");
        }
        stopping = null;
    }

    /** mysqld ended, and with it whatever it was asked for. */
    void forget() {
        stopping = null;
    }

    private boolean hasEnded(CompletableFuture<Void> stop, Duration bound) throws SQLException {
        try {
            stop.get(bound.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            stopping = null;
            throw e.getCause() instanceof SQLException sql ? sql : new SQLException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A statement that would change nothing says that the source is as wanted. */
    Performed check(MysqlAct.CheckSource check, Deadline deadline) throws SQLException {
        boolean follows = stopping == null
                && ActStatements.of(check.source(), talk.channel(deadline), password)
                        .isEmpty()
                && talk.ask(Query.RECEIVER, deadline, rows -> receivesAsWanted(rows, check.acknowledges()));
        return ActSession.done(Map.of(Acted.FOLLOWS, Boolean.toString(follows)));
    }

    /** A clock that was set back since makes the source seem to be heard in the future. */
    private static boolean receivesAsWanted(ResultSet rows, boolean acknowledges) throws SQLException {
        if (!rows.next()) {
            return false;
        }
        long silent = rows.getLong("silent");
        boolean heard = !rows.wasNull() && silent >= 0 && silent <= LATELY.toNanos() / 1000;
        return heard
                && rows.getBoolean("connected")
                && rows.getBoolean("acknowledges") == acknowledges
                && rows.getBoolean("replica_side") == acknowledges;
    }

    Performed change(MysqlAct.ChangeSource change, Deadline deadline) throws SQLException, ActFailure {
        awaitStopped(deadline);
        Channel now = talk.channel(deadline);
        if (ActStatements.of(change, now, password).isEmpty()) {
            return ActSession.done(Map.of("source", "unchanged"));
        }
        Channel safe = keepingTheRelayLog(now, deadline);
        for (Statement statement : ActStatements.of(change, safe, password)) {
            talk.say(statement, deadline);
        }
        return ActSession.done();
    }

    /**
     * A change of source with both threads stopped drops the relay log (protocol, rule 6). With anything in it that is
     * not applied, the applier is started first and seen to get on.
     */
    private Channel keepingTheRelayLog(Channel now, Deadline deadline) throws SQLException, ActFailure {
        if (!now.configured() || now.applierRuns() || now.unapplied().isEmpty()) {
            return now;
        }
        for (Statement start : ActStatements.of(new MysqlAct.StartApplier(), now, password)) {
            talk.say(start, deadline);
        }
        while (!deadline.passed()) {
            Channel after = talk.channel(deadline);
            boolean moved = !after.executed().equals(now.executed());
            if (after.unapplied().isEmpty() || (after.applierRuns() && moved)) {
                return after;
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        throw new ActFailure(
                Code.WOULD_DROP_RECEIVED,
                "the applier does not get on with " + now.unapplied() + ", which a change of source would drop");
    }

    Performed forget(MysqlAct.ForgetSource forget, Deadline deadline) throws SQLException, ActFailure {
        awaitStopped(deadline);
        Channel now = talk.channel(deadline);
        if (now.configured() && !now.unapplied().isEmpty()) {
            throw new ActFailure(Code.WOULD_DROP_RECEIVED, "received and not applied: " + now.unapplied());
        }
        for (Statement statement : ActStatements.of(forget, now, password)) {
            talk.say(statement, deadline);
        }
        return ActSession.done();
    }
}
