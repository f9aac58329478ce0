package io.signalbox.controller.daemon.config;

import java.util.regex.Pattern;

/** One thing wrong with the file: which key, what it holds, and the rule that it breaks. What may be a secret is not told. */
public record ConfigError(String key, String value, String rule) {
    private static final int LONGEST_VALUE = 80;
    /** A secret stands in a file of its own; who writes it here instead must not find it in a log. */
    private static final Pattern HOLDS_A_SECRET = Pattern.compile("(?i).*(password|secret|token|key)");

    public ConfigError {
        String told = HOLDS_A_SECRET.matcher(key).matches() ? "(not shown)" : value;
        value = told.length() > LONGEST_VALUE ? told.substring(0, LONGEST_VALUE) + "…" : told;
    }

    @Override
    public String toString() {
        return key + ": " + value + ": " + rule;
    }
}
