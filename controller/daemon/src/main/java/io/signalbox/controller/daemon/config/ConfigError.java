package io.signalbox.controller.daemon.config;

/** One thing wrong with the file: which key, what it holds, and the rule that it breaks. */
public record ConfigError(String key, String value, String rule) {
    private static final int LONGEST_VALUE = 80;

    public ConfigError {
        value = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
    }

    @Override
    public String toString() {
        return key + ": " + value + ": " + rule;
    }
}
