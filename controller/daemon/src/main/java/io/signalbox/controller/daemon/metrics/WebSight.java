package io.signalbox.controller.daemon.metrics;

import java.util.Optional;

/**
 * A web server as its agent tells of it.
 *
 * @param version as it says itself; empty while unknown
 * @param differs whether its files differ from those of the others; empty while its files are not known
 * @param leftOut a deployment took it out of service and could not put it back
 */
public record WebSight(String backend, String server, String version, Optional<Boolean> differs, boolean leftOut) {}
