package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.mysql.gtid.GtidSet;
import java.util.SortedMap;

/** Everything that can happen to an agent's mind. */
public sealed interface AgentEvent {

    record Commanded(Command command) implements AgentEvent {}

    /** The memory that was to be remembered is on disk. */
    record Remembered() implements AgentEvent {}

    /** The act in progress succeeded. Sets are empty where the act reads none. */
    record Acted(GtidSet executed, GtidSet received, SortedMap<String, String> details) implements AgentEvent {}

    /** The act in progress failed; its effect is unknown. */
    record ActFailed(String code, String sentence) implements AgentEvent {}

    /** mysqld's process changed. */
    record ProcessChanged(ProcessState state) implements AgentEvent {}
}
