package io.signalbox.lab.fault;

import java.time.Duration;

/**
 * What a slow line adds, in each direction.
 *
 * @param latency from one end to the other
 * @param jitter up to so much more, drawn anew for each piece; nothing overtakes what was sent before
 * @param bytesPerSecond what goes through, at most
 */
public record Slowness(Duration latency, Duration jitter, long bytesPerSecond) {

    @Override
    public String toString() {
        return latency.toMillis() + " ms"
                + (jitter.isZero() ? "" : " to " + latency.plus(jitter).toMillis() + " ms")
                + " later each way, " + bytesPerSecond / 1000 + " kB/s at most";
    }
}
