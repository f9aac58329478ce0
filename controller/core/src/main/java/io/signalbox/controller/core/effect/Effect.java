package io.signalbox.controller.core.effect;

import io.signalbox.agents.protocol.Command;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import java.time.Duration;
import java.util.SortedMap;

/** Everything that the kernel can want. */
public sealed interface Effect {

    /** Write the record if the store still holds {@code expectedRev}; answered by Written, Conflicted or StoreFailed. */
    record WriteRecord(long expectedRev, ClusterRecord record) implements Effect {}

    /** Append to the journal. If that fails, nothing later in the list is done and StoreFailed is reported. */
    record Journal(JournalEntry entry) implements Effect {}

    /** Send; answered by Answered, or by Unanswered after {@code deadline}. */
    record Send(String server, Command command, Duration deadline) implements Effect {}

    /**
     * Tell people: log, event stream, metrics, receipts. Never fails.
     *
     * @param type dotted lower case, such as {@code failover.chosen}
     */
    record Tell(String type, String sentence, SortedMap<String, String> facts) implements Effect {}

    /** An operation's new state. */
    record Progress(Operation operation) implements Effect {}

    /** The state of something that was asked for. {@code blockers}: code and sentence, one per line. */
    record Operation(
            String id, String kind, State state, String sentence, java.util.List<Blocker> blockers, String run) {}

    /** One reason against. */
    record Blocker(String code, String server, String sentence) {}

    /** Where an operation is. */
    enum State {
        ACCEPTED,
        RUNNING,
        DONE,
        REFUSED,
        FAILED,
        ROLLED_BACK
    }
}
