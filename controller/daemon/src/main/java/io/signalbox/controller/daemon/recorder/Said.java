package io.signalbox.controller.daemon.recorder;

import io.signalbox.controller.core.effect.Effect;
import java.util.SortedMap;

/** {@link Effect.Tell} on disk: as JSON it would have two members named {@code type}. */
public record Said(String event, String sentence, SortedMap<String, String> facts) {
    public static Said of(Effect.Tell tell) {
        return new Said(tell.type(), tell.sentence(), tell.facts());
    }

    Effect.Tell tell() {
        return new Effect.Tell(event, sentence, facts);
    }
}
