package io.signalbox.controller.cli.print;

import com.fasterxml.jackson.databind.JsonNode;

/** One event of {@code GET /events} on one line. */
public final class EventLine {
    private EventLine() {}

    public static String of(JsonNode event, Paint paint) {
        return paint.tint(Tone.DIM, Words.text(event, "at")) + "  " + Words.text(event, "type") + "  "
                + Words.text(event, "sentence");
    }
}
