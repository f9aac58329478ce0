package io.signalbox.agents.core;

import io.signalbox.agents.protocol.Command;
import io.signalbox.agents.protocol.Report.ProcessState;
import io.signalbox.mysql.gtid.GtidSet;
import java.time.Duration;
import java.util.SortedMap;

/**
 * Everything that can happen to an agent's mind. Answers carry the id of the effect that they answer; one that answers
 * an abandoned effect, or none that is known, changes nothing.
 */
public sealed interface AgentEvent {

    /**
     * The first event: the agent has started and looked for its mysqld.
     *
     * @param found NONE on a host without one, RUNNING (adopted) or EXITED
     */
    record Booted(ProcessState found) implements AgentEvent {}

    record Commanded(Command command) implements AgentEvent {}

    /** The memory that was to be remembered is on disk. If it could not be written: {@link ActFailed}. */
    record Remembered(long id) implements AgentEvent {}

    /**
     * The effect with this id succeeded.
     *
     * @param executed empty where the act reads no sets
     * @param received executed and retrieved together (for ReadHistory: every transaction of the binlog too)
     * @param details for the answer; {@link #WAITING} holds what CountWaiting counted, {@link #FOLLOWS} what CheckSource found
     */
    record Acted(long id, GtidSet executed, GtidSet received, SortedMap<String, String> details) implements AgentEvent {
        /** The detail with the number of commits that wait for an acknowledgement. */
        public static final String WAITING = "waiting";

        /** The detail with whether this server follows its source as wanted already. */
        public static final String FOLLOWS = "follows";
    }

    /** The effect with this id failed; what it did is unknown. */
    record ActFailed(long id, String code, String sentence) implements AgentEvent {}

    /**
     * mysqld's process changed without an effect of ours: seen to end (EXITED), or up after all (RUNNING). Told in order
     * with the answers of process effects: an end that comes after a start has been answered is the end of what was
     * started, and what was killed on purpose is not told again.
     */
    record ProcessChanged(ProcessState state) implements AgentEvent {}

    /**
     * A look at who is there, taken again and again on a host with a mysqld.
     *
     * @param at the agent's monotonic clock
     * @param controllerSilent how long no controller has given a sign of life; since the agent's start if none ever did
     */
    record Looked(Duration at, Duration controllerSilent, Company ackers) implements AgentEvent {}

    /**
     * mysqld said that it is ending, or said so and answers nothing since; told again and again until it has ended. Who told
     * it to is not known.
     */
    record Ends() implements AgentEvent {}

    /**
     * What a mysqld that runs and is read-only has received and executed, read just now; told as often as it is read.
     *
     * @param at the agent's monotonic clock
     */
    record Held(Duration at, GtidSet received) implements AgentEvent {}
}
