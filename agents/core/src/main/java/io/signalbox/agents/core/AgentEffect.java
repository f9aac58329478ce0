package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Order;
import io.signalbox.mysql.act.MysqlAct;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;

/** Everything an agent's mind can want. At most one of Remember, Act, and the process effects is in progress. */
public sealed interface AgentEffect {

    /** Write and fsync; answered by Remembered. */
    record Remember(AgentMemory memory) implements AgentEffect {}

    /** Do it within the bound; answered by Acted or ActFailed. */
    record Act(MysqlAct act, Duration bound) implements AgentEffect {}

    /** SIGKILL; answered by Acted when the process is certain to run no more code. */
    record KillMysqld() implements AgentEffect {}

    /** Start harmless; answered by Acted when the admin port answers. */
    record StartMysqld(Duration bound) implements AgentEffect {}

    /** Save and cut the tail of the stopped server's binlog, remove its uuid; answered by Acted with details. */
    record CutTail(GtidSet keep) implements AgentEffect {}

    /** SIGTERM and wait; answered by Acted. */
    record StopMysqld(Duration bound) implements AgentEffect {}

    /** Apply to HAProxy and read back; answered by Acted or ActFailed. */
    record ApplyRoute(Order.Route route) implements AgentEffect {}

    record Reply(Answer answer) implements AgentEffect {}

    /** Told to people. */
    record Say(String type, String sentence) implements AgentEffect {}
}
