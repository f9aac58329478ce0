package io.signalbox.controller.daemon.links;

import java.time.Duration;

/**
 * The bounds of a link.
 *
 * @param connectWithin TCP connection and upgrade
 * @param greetWithin from the connection to the Welcome
 * @param silentFor without a frame for so long, the link is broken and made anew
 * @param firstRetry wait after the first failure; doubles up to {@code lastRetry}
 */
public record LinkSettings(
        Duration connectWithin, Duration greetWithin, Duration silentFor, Duration firstRetry, Duration lastRetry) {
    /** The longest message from an agent, in bytes. */
    public static final int LONGEST_MESSAGE = 1 << 20;

    public static LinkSettings defaults() {
        return new LinkSettings(
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofMillis(50),
                Duration.ofSeconds(1));
    }
}
