package io.signalbox.controller.core.analysis;

import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.topology.ServerSight;
import java.time.Duration;
import java.util.List;

/**
 * One witness's word.
 *
 * @param who the server or proxy whose agent said it, or the controller
 * @param what it speaks of
 * @param value what it said
 * @param age since it said so
 */
public record Evidence(String who, Says says, String what, String value, Duration age) {

    /** What it means for the primary. */
    public enum Says {
        ALIVE,
        LOST,
        /** Neither: it cannot know, or it cannot be asked. */
        NOTHING
    }

    /** The word of a server's own agent. */
    static Evidence own(ServerSight server, Says says, String what, String value) {
        return new Evidence(server.name(), says, what, value, server.age());
    }

    /** What the record says, which this controller has from the store. */
    static List<Evidence> ofRecord(ClusterRecord record, String value) {
        return List.of(new Evidence(
                "controller", Says.NOTHING, "record", "rev " + record.rev() + ": " + value, Duration.ZERO));
    }

    /** In words, for a sentence. */
    public String words() {
        return who + ": " + what + " " + value;
    }
}
