package io.signalbox.agents.daemon.config;

import java.util.regex.Pattern;

/** One thing wrong with a configuration: which key, what it holds, what it must be. What may be a secret is not told. */
public record ConfigError(String key, String value, String rule) {
    private static final int LONGEST_VALUE = 80;
    /** A secret stands in a file of its own; who writes it here instead must not find it in a log. */
    private static final Pattern HOLDS_A_SECRET = Pattern.compile("(?i).*(password|secret|token|key)");

    public ConfigError {
        value = HOLDS_A_SECRET.matcher(key).matches() ? "(not shown)" : value;
    }

    @Override
    public String toString() {
        String shown = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
        return key + ": " + shown + ": " + rule;
    }
}
