package io.signalbox.controller.core.kernel;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.settings.ClusterSettings;
import io.signalbox.controller.core.view.ClusterView;
import java.util.List;

/** Decides for one cluster. Single-threaded and deterministic: the same events give the same effects. */
public final class Kernel {
    public Kernel(ClusterSettings settings) {
        throw new UnsupportedOperationException("being written: " + settings.cluster());
    }

    /** Takes one event and returns what must be done about it, in order. */
    public List<Effect> handle(Event event) {
        throw new UnsupportedOperationException("being written: " + event);
    }

    /** The picture after the last event. */
    public ClusterView view() {
        throw new UnsupportedOperationException("being written");
    }
}
