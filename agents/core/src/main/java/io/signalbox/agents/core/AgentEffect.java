package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Token;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;

/**
 * Everything an agent's mind can want. Effects of one list are begun in its order. One that is answered carries an id;
 * a second one is begun before the first was answered only after an {@link Abandon}, or to start mysqld again.
 */
public sealed interface AgentEffect {

    /** Write and fsync; answered by Remembered. */
    record Remember(long id, AgentMemory memory) implements AgentEffect {}

    /** Do it within the bound; answered by Acted or ActFailed. */
    record Act(long id, MysqlAct act, Duration bound) implements AgentEffect {}

    /**
     * SIGKILL; answered by Acted when the process is certain to run no more code, at once where there is none. A start
     * that is in progress ends with it.
     */
    record KillMysqld(long id, Duration bound) implements AgentEffect {}

    /**
     * Start harmless; answered by Acted when the admin port answers. A process that runs already is waited for, never
     * doubled. Failed: it ended, or did not answer within the bound; the sentence has the log's last lines.
     */
    record StartMysqld(long id, Duration bound) implements AgentEffect {}

    /**
     * Save and cut the tail of the stopped server's binlog, remove its uuid; answered by Acted with details {@code
     * tail.file}, {@code tail.gtids}, {@code tail.bytes}. Idempotent: nothing to cut is a success.
     */
    record CutTail(long id, GtidSet keep, Duration bound) implements AgentEffect {}

    /** What data and disk take; answered by Acted with details {@code data.bytes}, {@code free.bytes}. */
    record Measure(long id, Duration bound) implements AgentEffect {}

    /**
     * Save the transactions of the binlog that {@code keep} lacks; answered by Acted with details {@code leftovers.files},
     * {@code leftovers.gtids}, {@code leftovers.bytes} if there are any. Idempotent.
     */
    record SaveLeftovers(long id, GtidSet keep, Duration bound) implements AgentEffect {}

    /**
     * After a copy, of the stopped server that was: remove its uuid, so that its next start takes a new one, and the pages
     * that it last wrote, which a later recovery would take for the copy's. Idempotent; answered by Acted.
     */
    record ForgetPast(long id, Duration bound) implements AgentEffect {}

    /** SIGTERM and wait; answered by Acted. */
    record StopMysqld(long id, Duration bound) implements AgentEffect {}

    /**
     * Turn all clients away at once, by two acts side by side: the kernel drops what comes to mysqld's client port and
     * resets its connections; {@code offline_mode} is switched on over a connection that stands. Neither is waited for
     * and neither is answered, as nothing may depend on them: mysqld's end follows in any case. The port is open again
     * before the next start of mysqld.
     */
    record TurnAway(Duration kernel, Duration offline) implements AgentEffect {}

    /** Apply to HAProxy and read back; answered by Acted or ActFailed. */
    record ApplyRoute(long id, Token token, Order.Route route) implements AgentEffect {}

    /** Do nothing for so long; answered by Acted. */
    record Pause(long id, Duration time) implements AgentEffect {}

    /**
     * Give the effect with this id up: nothing more of it may reach mysqld from here on (a running statement's session is
     * ended), and the next act must not wait for it. Its answer is ignored.
     */
    record Abandon(long id) implements AgentEffect {}

    record Reply(Answer answer) implements AgentEffect {}

    /** Told to people. {@code type}: dotted lower case, such as {@code mysqld.at-the-gate}. */
    record Say(String type, String sentence) implements AgentEffect {}
}
