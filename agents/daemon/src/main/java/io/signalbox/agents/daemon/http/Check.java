package io.signalbox.agents.daemon.http;

/**
 * The answer to one of HAProxy's checks.
 *
 * @param ok 200 or 503
 * @param lagMillis behind the primary, by the heartbeat; -1 where it is not known
 * @param reason why not, or empty
 */
record Check(String server, boolean ok, String role, long lagMillis, String reason) {}
