package io.signalbox.lab.workload;

import java.time.Duration;

/**
 * How much is asked of the site.
 *
 * @param writesPerSecond over all writers together
 * @param openingsPerSecond new connections to the writer's port
 * @param readsPerSecond over all readers together
 * @param observationsPerSecond attempts to write to each server directly
 */
public record Load(
        int writers,
        int writesPerSecond,
        int openingsPerSecond,
        int readers,
        int readsPerSecond,
        int observationsPerSecond) {
    /** What the promises are measured with. */
    public static final Load STANDARD = new Load(4, 500, 20, 2, 40, 10);

    public Load withWrites(int newWriters, int newRate) {
        return new Load(newWriters, newRate, openingsPerSecond, readers, readsPerSecond, observationsPerSecond);
    }

    static Duration period(int clients, int perSecond) {
        return Duration.ofNanos(Duration.ofSeconds(1).toNanos() * clients / perSecond);
    }
}
