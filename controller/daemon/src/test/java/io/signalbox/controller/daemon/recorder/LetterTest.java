package io.signalbox.controller.daemon.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.agents.protocol.Generated;
import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.event.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The members come from the sealed families: one that is added is tried here without a line, or fails by name. */
class LetterTest {
    private static final int SEEDS = 60;

    static Stream<Class<?>> events() {
        return Stream.of(Event.class.getPermittedSubclasses());
    }

    static Stream<Class<?>> effects() {
        return Stream.of(Effect.class.getPermittedSubclasses());
    }

    static Stream<Class<?>> intents() {
        return Stream.of(Intent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventIsReadAsItWasWritten(Class<? extends Event> type) throws UnreadableRecording {
        for (int seed = 0; seed < SEEDS; seed++) {
            readsBack(new Line.Heard(new Generated(seed).any(type)));
        }
    }

    @ParameterizedTest
    @MethodSource("intents")
    void everyWishIsReadAsItWasWritten(Class<? extends Intent> type) throws UnreadableRecording {
        for (int seed = 0; seed < SEEDS; seed++) {
            Time at = new Time(Duration.ofNanos(seed), Instant.EPOCH);
            readsBack(new Line.Heard(new Event.Requested(at, new Generated(seed).any(type))));
        }
    }

    @ParameterizedTest
    @MethodSource("effects")
    void everyEffectIsReadAsItWasWritten(Class<? extends Effect> type) throws UnreadableRecording {
        for (int seed = 0; seed < SEEDS; seed++) {
            readsBack(new Line.Wanted(new Generated(seed).any(type)));
        }
    }

    @Test
    void beginsAndGapsAreReadAsTheyWereWritten() throws UnreadableRecording {
        readsBack(new Line.Began(new Generated(1).any(Begin.class)));
        readsBack(new Line.Missed(17));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "M", "Mmany", "K{", "S"})
    void whatIsNoLineIsRefused(String text) {
        assertThatThrownBy(() -> Letter.read(text)).isInstanceOfAny(UnreadableRecording.class, RuntimeException.class);
    }

    private static void readsBack(Line line) throws UnreadableRecording {
        String text = Letter.write(line);
        assertThat(text).doesNotContain("\n");
        assertThat(Letter.read(text)).isEqualTo(line);
    }
}
