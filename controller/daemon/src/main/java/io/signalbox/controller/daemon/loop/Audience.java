package io.signalbox.controller.daemon.loop;

import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.effect.Effect.Tell;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.record.JournalEntry;
import io.signalbox.controller.core.view.ClusterView;
import java.time.Duration;
import java.util.List;

/** Those who want to know what the kernel does. Called on its thread: must neither block nor throw. */
public interface Audience {
    void told(String cluster, Time at, Tell tell);

    void progressed(String cluster, Time at, Operation operation);

    /** The picture after the last events. */
    void saw(String cluster, Time at, ClusterView view);

    /**
     * What the leader before this one wrote last, when this one takes office.
     *
     * @param lately of one run, which may still be open
     */
    void inherited(String cluster, ClusterRecord record, List<JournalEntry> lately);

    /** A store effect became durable, or failed, after {@code took}. */
    void stored(String cluster, Duration took);
}
