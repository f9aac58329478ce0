package io.signalbox.agents.daemon.mysql;

import io.signalbox.agents.daemon.mysql.ActOutcome.Code;
import io.signalbox.agents.daemon.mysql.ActOutcome.Failed;
import io.signalbox.agents.daemon.mysql.ActOutcome.Performed;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.dialect.ActStatements;
import io.signalbox.mysql.dialect.Channel;
import io.signalbox.mysql.dialect.Statement;
import io.signalbox.mysql.gtid.GtidSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Does acts on this agent's mysqld over standing connections. Blocks: call it on a virtual thread. One act at a time.
 *
 * <p>A connection that turns out to be dead is opened again once, since every act is idempotent; one whose bound passed
 * is not tried again, and the server's session is killed so that nothing fires late.
 */
public final class ActSession implements AutoCloseable {
    private final ReentrantLock oneAtATime = new ReentrantLock();
    private final String replicationPassword;
    private final Talk talk;
    private final ReceiverActs receiver;
    private final DoorActs doors;
    private final ReadingActs reads;
    private final WritableActs writable;
    private final CloneActs clones;

    /** @param watch looks on while a copy is made */
    public ActSession(MysqlAccess access, CloneWatch watch) {
        replicationPassword = access.replication().password();
        talk = new Talk(access);
        receiver = new ReceiverActs(talk, replicationPassword);
        doors = new DoorActs(talk);
        reads = new ReadingActs(talk);
        writable = new WritableActs(talk);
        clones = new CloneActs(access, talk, watch);
    }

    /**
     * Opens what is not open, so that no act has to log in. Cheap to repeat; call it when mysqld answers.
     *
     * @throws SQLException if mysqld does not let us in
     */
    public void openAhead() throws SQLException {
        if (oneAtATime.tryLock()) {
            try {
                talk.openAll();
            } finally {
                oneAtATime.unlock();
            }
        }
    }

    /** Does {@code act} within {@code bound}; never throws for what mysqld or the network does. */
    public ActOutcome perform(MysqlAct act, Duration bound) {
        Deadline deadline = Deadline.in(bound);
        oneAtATime.lock();
        try {
            boolean stood = talk.operatorIsOpen();
            try {
                return act(act, deadline);
            } catch (SQLException e) {
                if (stood && Faults.connectionIsLost(e) && !Faults.timedOut(e) && !deadline.passed()) {
                    return act(act, deadline);
                }
                throw e;
            }
        } catch (ActFailure e) {
            return e.outcome();
        } catch (SQLException e) {
            return new Failed(codeOf(e), act.getClass().getSimpleName() + ": " + Faults.sentence(e));
        } catch (IllegalArgumentException e) {
            return new Failed(Code.BAD_VALUE, act.getClass().getSimpleName() + ": " + e.getMessage());
        } finally {
            oneAtATime.unlock();
        }
    }

    private Performed act(MysqlAct act, Deadline deadline) throws SQLException, ActFailure {
        return switch (act) {
            case MysqlAct.StopReceiver stop -> receiver.stop(deadline);
            case MysqlAct.StartReceiver start -> {
                receiver.awaitStopped(deadline);
                yield say(act, deadline);
            }
            case MysqlAct.SetSemiSyncReplica set -> {
                receiver.awaitStopped(deadline);
                yield say(act, deadline);
            }
            case MysqlAct.ChangeSource change -> receiver.change(change, deadline);
            case MysqlAct.CheckSource check -> receiver.check(check, deadline);
            case MysqlAct.ForgetSource forget -> receiver.forget(forget, deadline);
            case MysqlAct.Clone clone -> clones.copy(clone, deadline);
            case MysqlAct.ConfirmCopy confirm -> clones.confirm(deadline);
            case MysqlAct.DropSource drop -> clones.dropSource(drop, deadline);
            case MysqlAct.Close close -> writable.close(close, deadline);
            case MysqlAct.Open open -> writable.open(open, deadline);
            case MysqlAct.ShutDoor shut -> doors.shut(shut, deadline);
            case MysqlAct.OpenDoor open -> doors.open(open, deadline);
            case MysqlAct.WaitForExecuted wait -> reads.waitForExecuted(wait, deadline);
            case MysqlAct.ReadSets read -> reads.sets(deadline);
            case MysqlAct.ReadHistory read -> reads.history(deadline);
            case MysqlAct.CountWaiting count -> reads.waiting(deadline);
            case MysqlAct.StartApplier start -> say(act, talk.channel(deadline), deadline);
            case MysqlAct.StopApplier stop -> say(act, talk.channel(deadline), deadline);
            case MysqlAct.SetSemiSyncSource set -> say(act, deadline);
            case MysqlAct.SetAckCount set -> say(act, deadline);
        };
    }

    /** What is said whatever the channel is: clients wait for it, and each question costs them a round trip. */
    private Performed say(MysqlAct act, Deadline deadline) throws SQLException, ActFailure {
        return say(act, Channel.NONE, deadline);
    }

    private Performed say(MysqlAct act, Channel now, Deadline deadline) throws SQLException, ActFailure {
        for (Statement statement : ActStatements.of(act, now, replicationPassword)) {
            talk.say(statement, deadline);
        }
        return done();
    }

    static Performed done() {
        return done(Map.of());
    }

    static Performed done(Map<String, String> details) {
        SortedMap<String, String> sorted = Collections.unmodifiableSortedMap(new TreeMap<>(details));
        return new Performed(GtidSet.EMPTY, GtidSet.EMPTY, sorted);
    }

    private static Code codeOf(SQLException e) {
        if (Faults.timedOut(e)) {
            return Code.TIMED_OUT;
        }
        if (e.getErrorCode() == Faults.NOT_A_REPLICA) {
            return Code.NO_SOURCE;
        }
        return switch (Faults.of(e)) {
            case WAITS_FOR_LOCK -> Code.LOCK_WAIT;
            case CREDENTIALS -> Code.CREDENTIALS;
            case READ_ONLY -> Code.READ_ONLY;
            case TOO_MANY_CONNECTIONS -> Code.UNREACHABLE;
            case NONE,
                    REFUSED,
                    SILENT,
                    WAITS_FOR_ACKNOWLEDGEMENT,
                    DISK_FULL,
                    FILE_SYSTEM_READ_ONLY,
                    OFFLINE,
                    CERTIFICATE -> Faults.answered(e) ? Code.REFUSED : Code.UNREACHABLE;
        };
    }

    /** mysqld ended: drops every connection without a word to the server. An act in progress fails at once. */
    public void forget() {
        receiver.forget();
        clones.forget();
        talk.abandon();
    }

    @Override
    public void close() {
        forget();
    }
}
