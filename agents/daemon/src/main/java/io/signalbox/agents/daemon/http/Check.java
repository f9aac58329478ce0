package io.signalbox.agents.daemon.http;

/**
 * The answer to one of HAProxy's checks.
 *
 * @param ok 200 or 503
 * @param lagMillis behind the primary, by the heartbeat; -1 where it is not known
 * @param behindMillis what is read here now lacks nothing that was acknowledged longer ago; -1 where it is not known
 * @param reason why not, or empty
 */
public record Check(String server, boolean ok, String role, long lagMillis, long behindMillis, String reason) {
    static final String PRIMARY = "primary";
    static final String REPLICA = "replica";
    static final String NONE = "none";
    static final long UNKNOWN = -1;
}
