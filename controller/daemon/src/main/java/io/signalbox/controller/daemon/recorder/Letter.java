package io.signalbox.controller.daemon.recorder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.signalbox.agents.protocol.MalformedMessage;
import io.signalbox.agents.protocol.Wire;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;

/** The letters that lines begin with, and what follows each: one JSON document without a line feed. */
public final class Letter {
    /** The first line of a segment; the number is raised when old readers would go wrong. */
    static final String TITLE = "signalbox recording ";

    static final int VERSION = 1;

    /** {@code C crc32c}: of all bytes since the last such line. What stands behind the last of them counts for nothing. */
    static final char CHECK = 'C';

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Letter() {}

    /** @throws MalformedMessage if it is longer than anything that is read */
    public static String write(Line line) {
        return switch (line) {
            case Line.Began l -> 'S' + Wire.write(l.begin());
            case Line.Pictured l -> 'K' + l.kernel().toString();
            case Line.Heard l -> 'E' + Wire.write(l.event());
            case Line.Wanted l -> effect(l.effect());
            case Line.Missed l -> 'M' + Long.toString(l.events());
        };
    }

    private static String effect(Effect effect) {
        return effect instanceof Effect.Tell tell ? 'T' + Wire.write(Said.of(tell)) : 'W' + Wire.write(effect);
    }

    /**
     * @throws UnreadableRecording if it is no line
     * @throws MalformedMessage if it holds something that this build does not know
     */
    public static Line read(String text) throws UnreadableRecording {
        String rest = text.isEmpty() ? "" : text.substring(1);
        return switch (text.isEmpty() ? ' ' : text.charAt(0)) {
            case 'S' -> new Line.Began(Wire.read(rest, Begin.class));
            case 'K' -> new Line.Pictured(tree(rest));
            case 'E' -> new Line.Heard(Wire.read(rest, Event.class));
            case 'T' -> new Line.Wanted(Wire.read(rest, Said.class).tell());
            case 'W' -> new Line.Wanted(Wire.read(rest, Effect.class));
            case 'M' -> new Line.Missed(number(rest));
            default -> throw new UnreadableRecording("there is no such line in a recording");
        };
    }

    private static JsonNode tree(String text) throws UnreadableRecording {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UnreadableRecording("that is no picture of a kernel", e);
        }
    }

    private static long number(String text) throws UnreadableRecording {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new UnreadableRecording("that is no number of events", e);
        }
    }
}
