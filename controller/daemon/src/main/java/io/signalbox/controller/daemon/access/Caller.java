package io.signalbox.controller.daemon.access;

import io.signalbox.controller.daemon.config.ControllerConfig.Role;

/**
 * Whoever holds a token.
 *
 * @param name of the token's file without its ending; stands in the audit log
 */
public record Caller(String name, Role role) {}
