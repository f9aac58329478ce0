package io.signalbox.agents.daemon.config;

/** One thing wrong with a configuration: which key, what it holds, what it must be. */
public record ConfigError(String key, String value, String rule) {
    private static final int LONGEST_VALUE = 80;

    @Override
    public String toString() {
        String shown = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
        return key + ": " + shown + ": " + rule;
    }
}
