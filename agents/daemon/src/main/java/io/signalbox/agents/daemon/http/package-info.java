/**
 * The agent's HTTP face: checks for HAProxy, status and commands for whoever holds the bearer token, metrics, and the
 * upgrade to a link. Owns the invariants that nothing but checks, liveness and metrics is open, that every body has a
 * bound, and that a check costs no SQL.
 */
@NullMarked
package io.signalbox.agents.daemon.http;

import org.jspecify.annotations.NullMarked;
