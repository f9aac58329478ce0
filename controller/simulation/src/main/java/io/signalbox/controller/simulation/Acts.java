package io.signalbox.controller.simulation;

import io.signalbox.agents.core.AgentEvent.Acted;
import io.signalbox.controller.simulation.Commits.Heard;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What each act does to a simulated mysqld, how long it takes, and how it fails. */
final class Acts {
    private static final long FASTEST = 100;
    private static final long USUAL = 2 * Schedule.MILLI;
    private static final long SLOWEST = 60 * Schedule.MILLI;
    private static final long STOPS_A_CONNECT = 2001 * Schedule.MILLI;
    private static final long SWITCHES_OFF = 800 * Schedule.MILLI;
    private static final long SWITCHES_OFF_AT_MOST = 970 * Schedule.MILLI;
    private static final long HEARD_LATELY = Schedule.SECOND;
    private static final long POLL = 2 * Schedule.MILLI;

    /** Hears how an act ended; once. */
    interface Reply {
        void done(GtidSet executed, GtidSet received, SortedMap<String, String> details);

        void failed(String code);

        default void done() {
            done(GtidSet.EMPTY, GtidSet.EMPTY, Collections.emptySortedMap());
        }
    }

    private final SimulatedMysql mysql;
    private final Schedule schedule;
    private final Chance chance;
    private final int slowness;
    private final List<Said> said = new ArrayList<>();

    /** @param slowness of every statement, as a factor */
    Acts(SimulatedMysql mysql, Schedule schedule, Chance chance, int slowness) {
        this.mysql = mysql;
        this.schedule = schedule;
        this.chance = chance;
        this.slowness = slowness;
        mysql.watch(runs -> {
            if (!runs) {
                lose();
            }
        });
    }

    /** @param agent whose process it is: nothing is said while mysqld has not done with what another's, or a given up session, said */
    void perform(long agent, MysqlAct act, Duration bound, Reply reply) {
        long deadline = schedule.now() + Schedule.toMicros(bound);
        if (!mysql.running()
                || mysql.end().begun()
                || said.stream().anyMatch(each -> each.agent != agent || each.givenUp)) {
            schedule.after(USUAL, () -> reply.failed("UNREACHABLE"));
            return;
        }
        Said statement = new Said(agent, act, mysql.life(), reply);
        said.add(statement);
        schedule.after(latency(act), () -> arrive(act, statement, deadline));
    }

    /** Whoever waits for an answer of a mysqld that ended hears that the connection broke. */
    private void lose() {
        List.copyOf(said).forEach(each -> schedule.after(USUAL, each::lose));
    }

    /** A statement that mysqld has not done with. */
    private final class Said implements Reply {
        private final long agent;
        private final MysqlAct act;
        private final long life;
        private final Reply reply;
        private boolean givenUp;

        private Said(long agent, MysqlAct act, long life, Reply reply) {
            this.agent = agent;
            this.act = act;
            this.life = life;
            this.reply = reply;
        }

        @Override
        public void done(GtidSet executed, GtidSet received, SortedMap<String, String> details) {
            if (said.remove(this) && !givenUp) {
                reply.done(executed, received, details);
            }
        }

        @Override
        public void failed(String code) {
            if (said.remove(this) && !givenUp) {
                reply.failed(code);
            }
        }

        /** Its bound passed; it may run all the same. */
        private void giveUp() {
            if (said.contains(this) && !givenUp) {
                givenUp = true;
                reply.failed("TIMED_OUT");
            }
        }

        /** mysqld ended, and the connection with it: what a copy does at its end, too. */
        private void lose() {
            if (act instanceof MysqlAct.Clone) {
                done();
            } else {
                failed("UNREACHABLE");
            }
        }
    }

    private long latency(MysqlAct act) {
        if (act instanceof MysqlAct.StopReceiver && mysql.receiver().stuckInConnect()) {
            return STOPS_A_CONNECT;
        }
        boolean off = switch (act) {
            case MysqlAct.SetSemiSyncSource set -> !set.on();
            case MysqlAct.Open open -> !open.sourceSide();
            default -> false;
        };
        return off && mysql.commits().counted()
                ? chance.between(SWITCHES_OFF, SWITCHES_OFF_AT_MOST)
                : chance.delay(FASTEST, slowness * USUAL, Math.max(SLOWEST, slowness * USUAL));
    }

    private void arrive(MysqlAct act, Said statement, long deadline) {
        if (mysql.life() != statement.life || mysql.end().begun()) {
            statement.failed("UNREACHABLE");
        } else if (mysql.hangs()) {
            // It runs when the server thaws; past its bound nobody hears of it.
            schedule.after(deadline - schedule.now(), statement::giveUp);
            mysql.whenAwake(() -> effect(act, deadline, statement));
        } else {
            effect(act, deadline, statement);
        }
    }

    private void effect(MysqlAct act, long deadline, Reply reply) {
        switch (act) {
            case MysqlAct.StopReceiver stop -> {
                mysql.receiver().stop();
                mysql.setAcknowledges(false);
                sets(reply);
            }
            case MysqlAct.StartReceiver start -> withSource(reply, mysql.receiver()::start);
            case MysqlAct.StartApplier start -> withSource(reply, mysql.applier()::start);
            case MysqlAct.StopApplier stop -> done(reply, mysql.applier()::stop);
            case MysqlAct.ChangeSource change -> changeSource(change, reply);
            case MysqlAct.SetSemiSyncReplica set -> done(reply, () -> mysql.setAcknowledges(set.on()));
            case MysqlAct.SetSemiSyncSource set ->
                done(reply, () -> {
                    mysql.commits().setCounted(set.on());
                    mysql.applier().goOn();
                });
            case MysqlAct.SetAckCount set -> done(reply, () -> mysql.commits().setCount(set.count()));
            case MysqlAct.Close close ->
                close(mysql.life(), schedule.now() + Schedule.toMicros(close.lockWait()), reply);
            case MysqlAct.Open open -> open(open, reply);
            case MysqlAct.WaitForExecuted wait -> waitFor(wait, reply);
            case MysqlAct.ForgetSource forget -> forget(reply);
            case MysqlAct.DropSource drop -> dropSource(reply);
            case MysqlAct.ConfirmCopy confirm -> confirmCopy(reply);
            case MysqlAct.Clone clone -> mysql.copyFrom(clone.host(), reply);
            case MysqlAct.ShutDoor shut -> shut(shut.replica(), deadline, reply);
            case MysqlAct.OpenDoor open -> open(open.replica(), deadline, reply);
            case MysqlAct.ReadSets read -> sets(reply);
            case MysqlAct.ReadHistory read ->
                reply.done(
                        mysql.disk().executed(),
                        mysql.disk().received().union(mysql.disk().history()),
                        Collections.emptySortedMap());
            case MysqlAct.CheckSource check -> detail(Acted.FOLLOWS, String.valueOf(follows(check)), reply);
            case MysqlAct.CountWaiting count ->
                detail(Acted.WAITING, String.valueOf(mysql.commits().waiting()), reply);
        }
    }

    private void sets(Reply reply) {
        reply.done(mysql.disk().executed(), mysql.disk().received(), Collections.emptySortedMap());
    }

    private static void detail(String name, String value, Reply reply) {
        reply.done(GtidSet.EMPTY, GtidSet.EMPTY, new TreeMap<>(Map.of(name, value)));
    }

    private boolean follows(MysqlAct.CheckSource check) {
        Receiver receiver = mysql.receiver();
        Dump dump = receiver.dump();
        return dump != null
                && dump.source().name().equals(check.source().host())
                && receiver.silent() <= HEARD_LATELY
                && dump.semiSync() == check.acknowledges()
                && mysql.acknowledges() == check.acknowledges();
    }

    private static void done(Reply reply, Runnable effect) {
        effect.run();
        reply.done();
    }

    private void withSource(Reply reply, Runnable effect) {
        if (mysql.disk().source().isEmpty()) {
            reply.failed("NO_SOURCE");
        } else {
            done(reply, effect);
        }
    }

    private void changeSource(MysqlAct.ChangeSource change, Reply reply) {
        if (!mysql.applier().on() && !mysql.disk().allApplied()) {
            reply.failed("WOULD_DROP_RECEIVED");
        } else {
            mysql.receiver().stop();
            done(reply, () -> mysql.disk().follow(change.host()));
        }
    }

    private void forget(Reply reply) {
        if (!mysql.disk().allApplied()) {
            reply.failed("WOULD_DROP_RECEIVED");
        } else {
            mysql.receiver().stop();
            mysql.applier().stop();
            done(reply, mysql.disk()::forgetSource);
        }
    }

    private void confirmCopy(Reply reply) {
        if (mysql.disk().copied()) {
            reply.done();
        } else {
            reply.failed("COPY_FAILED");
        }
    }

    private void dropSource(Reply reply) {
        mysql.receiver().stop();
        mysql.applier().stop();
        done(reply, mysql.disk()::forgetSource);
    }

    private void open(MysqlAct.Open open, Reply reply) {
        mysql.commits().setCount(open.count());
        mysql.commits().setCounted(open.sourceSide());
        mysql.applier().goOn();
        mysql.open();
        sets(reply);
    }

    private void close(long life, long until, Reply reply) {
        if (mysql.life() != life) {
            reply.failed("UNREACHABLE");
        } else if (mysql.awake() && mysql.writes().tryClose()) {
            sets(reply);
        } else if (schedule.now() >= until) {
            mysql.writes().stopClosing();
            reply.failed("LOCK_WAIT");
        } else {
            schedule.after(POLL, () -> close(life, until, reply));
        }
    }

    private void waitFor(MysqlAct.WaitForExecuted wait, Reply reply) {
        boolean[] over = new boolean[1];
        mysql.applier().await(wait.set(), () -> {
            if (!over[0]) {
                over[0] = true;
                reply.done();
            }
        });
        schedule.after(Schedule.toMicros(wait.bound()), () -> {
            if (!over[0]) {
                over[0] = true;
                reply.failed("NOT_CAUGHT_UP");
            }
        });
    }

    private void shut(String replica, long deadline, Reply reply) {
        Runnable end = mysql.has(Flaw.SHUT_DOOR_LEAVES_THE_DUMP) ? () -> {} : () -> mysql.endDumpsOf(replica);
        if (mysql.disk().doorLocked(replica) || mysql.has(Flaw.SHUT_DOOR_LEAVES_THE_ACCOUNT)) {
            done(reply, end);
        } else {
            Runnable lock = () -> mysql.disk().lockDoor(replica);
            turnDoor(lock, end, deadline, reply);
        }
    }

    private void open(String replica, long deadline, Reply reply) {
        if (mysql.disk().doorLocked(replica)) {
            turnDoor(() -> mysql.disk().unlockDoor(replica), () -> {}, deadline, reply);
        } else {
            reply.done();
        }
    }

    /** It may take effect after its bound, when nobody waits for it any more. */
    private void turnDoor(Runnable turn, Runnable then, long deadline, Reply reply) {
        boolean[] over = new boolean[1];
        mysql.writes().turnDoor(turn, heard -> {
            if (heard == Heard.OK) {
                then.run();
            }
            if (!over[0]) {
                over[0] = true;
                answer(heard, reply);
            }
        });
        schedule.after(deadline - schedule.now(), () -> {
            if (!over[0]) {
                over[0] = true;
                reply.failed("TIMED_OUT");
            }
        });
    }

    private static void answer(Heard heard, Reply reply) {
        switch (heard) {
            case OK -> reply.done();
            case DISK_FAILS -> reply.failed("DISK_FAILS");
            case READ_ONLY -> reply.failed("READ_ONLY");
            case CONNECTION_LOST -> reply.failed("UNREACHABLE");
        }
    }
}
