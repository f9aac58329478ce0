package io.signalbox.site.supervisor;

import java.time.Duration;

/**
 * When a program that ended is started again: as systemd's {@code Restart=always} with {@code RestartSec}, {@code RestartSteps} and
 * a start limit.
 *
 * @param firstPause before the first restart
 * @param longestPause the pause doubles up to this while the program's lives are short
 * @param shortLife a life below this counts against the limit, a longer one clears the count
 * @param limit after so many short lives in a row it is given up
 */
public record RestartPolicy(Duration firstPause, Duration longestPause, Duration shortLife, int limit) {
    /** A program that ends with this status says that its configuration is wrong: another start would say the same. */
    public static final int WRONG_CONFIGURATION = 2;

    public static final RestartPolicy STANDARD =
            new RestartPolicy(Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(3), 20);

    private static final int DOUBLINGS = 16;

    /** The pause after so many short lives in a row. */
    public Duration pause(int shortLives) {
        int doublings = Math.clamp(shortLives - 1L, 0, DOUBLINGS);
        Duration pause = firstPause.multipliedBy(1L << doublings);
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }

    public boolean givesUpAfter(int shortLives, End end) {
        return shortLives >= limit || end.status() == WRONG_CONFIGURATION;
    }
}
