package io.signalbox.controller.core.event;

import io.signalbox.agents.protocol.Answer;
import io.signalbox.agents.protocol.Report;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import java.util.List;

/** Everything that can reach the kernel. */
public sealed interface Event {
    Time at();

    /**
     * This controller leads from now on. The kernel's first act is to write {@code term} into the record.
     *
     * @param term higher than every term that ever led
     * @param record as read just now; {@code rev = 0} when the store is empty
     * @param journal of the record's open run, oldest first
     */
    record TookOffice(Time at, long term, ClusterRecord record, List<JournalEntry> journal) implements Event {}

    record LostOffice(Time at, String reason) implements Event {}

    /** What the leader wrote last, shown to a controller that does not lead. */
    record Shown(Time at, ClusterRecord record) implements Event {}

    record Ticked(Time at) implements Event {}

    /** A link to an agent is up and authenticated. */
    record Linked(Time at, String server) implements Event {}

    record Unlinked(Time at, String server, String reason) implements Event {}

    record Reported(Time at, Report report) implements Event {}

    record Answered(Time at, Answer answer) implements Event {}

    /** No answer came by the deadline, or the link broke first: the outcome is unknown. */
    record Unanswered(Time at, String commandId, String server, String reason) implements Event {}

    /** The record is durable. */
    record Written(Time at, ClusterRecord record) implements Event {}

    /** Somebody else wrote in between, or the store refused. The procedure ends and the record is read again. */
    record Conflicted(Time at, ClusterRecord wanted, ClusterRecord found) implements Event {}

    record StoreFailed(Time at, String reason) implements Event {}

    record Requested(Time at, Intent intent) implements Event {}
}
