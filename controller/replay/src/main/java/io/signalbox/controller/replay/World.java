package io.signalbox.controller.replay;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.kernel.Kernel;
import java.util.List;

/** What surrounds a replayed kernel: what it is told of each recorded event. */
interface World {
    /** @param recorded what the recorded kernel wanted at this event */
    List<Effect> hear(Kernel kernel, Event event, List<Effect> recorded);

    /** For a kernel that decides as the recorded one did: it hears what was heard. */
    static World asRecorded() {
        return (kernel, event, recorded) -> kernel.handle(event);
    }
}
