package io.signalbox.controller.core.event;

import java.time.Duration;
import java.time.Instant;

/**
 * When something happened.
 *
 * @param monotonic since an arbitrary start; the only clock that decisions use
 * @param wall for people
 */
public record Time(Duration monotonic, Instant wall) {
    public Duration since(Time earlier) {
        return monotonic.minus(earlier.monotonic);
    }

    public Time plus(Duration duration) {
        return new Time(monotonic.plus(duration), wall.plus(duration));
    }
}
