package io.signalbox.haproxy.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Closes channels whose deadline has passed, which ends whatever is blocked on them. One thread for any number. */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor clock;

    Watchdog() {
        clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("haproxy-deadlines").daemon().factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Cancel what is returned when the channel is no longer used. */
    Future<?> closeAfter(Channel channel, Duration bound) {
        return clock.schedule(() -> close(channel), Math.max(0, bound.toNanos()), TimeUnit.NANOSECONDS);
    }

    private static void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
