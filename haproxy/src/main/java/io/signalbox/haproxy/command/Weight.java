package io.signalbox.haproxy.command;

/**
 * A server's share of new connections. Absolute, never a percentage: 50 % of a configured 1 is 0.
 *
 * @param value 0 (none) to 256
 */
public record Weight(int value) {
    public static final int MAX = 256;

    public Weight {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("weight: " + value + ": must be 0 to " + MAX);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
