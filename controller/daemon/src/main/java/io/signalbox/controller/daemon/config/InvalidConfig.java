package io.signalbox.controller.daemon.config;

import java.util.List;
import java.util.stream.Collectors;

/** The file cannot be used; the message has a line for every error. */
public final class InvalidConfig extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigError> errors;

    InvalidConfig(List<ConfigError> errors) {
        super(errors.stream().map(ConfigError::toString).collect(Collectors.joining("\n")));
        this.errors = List.copyOf(errors);
    }

    public List<ConfigError> errors() {
        return errors;
    }
}
