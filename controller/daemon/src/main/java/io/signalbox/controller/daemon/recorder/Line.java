package io.signalbox.controller.daemon.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;

/** What stands in a segment, in order; on disk each is a line that begins with its letter. */
public sealed interface Line {
    /** The settings, at the begin of each segment. */
    record Began(Begin begin) implements Line {}

    /** The kernel as it was after the event before this line: who is out of step can begin here. */
    record Pictured(JsonNode kernel) implements Line {}

    /** What the kernel heard. */
    record Heard(Event event) implements Line {}

    /** What it wanted at once, one line for each effect, behind the event that it follows from. */
    record Wanted(Effect effect) implements Line {}

    /** So many events were heard here and are not in the recording. */
    record Missed(long events) implements Line {}
}
