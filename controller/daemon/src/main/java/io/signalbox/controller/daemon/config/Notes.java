package io.signalbox.controller.daemon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What one reading of the file found: errors, and every key that was asked for ({@code [0]} shortened to {@code []}). */
final class Notes {
    private final List<ConfigError> errors = new ArrayList<>();
    private final SortedSet<String> known = new TreeSet<>();

    void add(String key, String value, String rule) {
        errors.add(new ConfigError(key, value, rule));
    }

    void known(String key) {
        known.add(key.replaceAll("\\[\\d+]", "[]"));
    }

    List<ConfigError> errors() {
        return errors;
    }

    SortedSet<String> known() {
        return known;
    }
}
