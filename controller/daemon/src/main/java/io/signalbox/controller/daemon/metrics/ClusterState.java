package io.signalbox.controller.daemon.metrics;

import io.signalbox.controller.core.view.ClusterView;

/** The cluster in one word, for dashboards and alerts. */
enum ClusterState {
    /** This controller does not lead: others know. */
    FOLLOWED,
    /** A failover or switchover runs. */
    CHANGING,
    /** Writable, and a failover would lose nothing. */
    PROTECTED,
    /** Writable, and a failover would be refused or could lose something. */
    UNPROTECTED,
    /** Nobody is writable and nothing runs: it is being decided, or was refused. */
    BLOCKED;

    static ClusterState of(ClusterView view) {
        if (!view.leading()) {
            return FOLLOWED;
        }
        if (view.run().isPresent()) {
            return CHANGING;
        }
        if (!view.writable()) {
            return BLOCKED;
        }
        return view.protectedNow() ? PROTECTED : UNPROTECTED;
    }
}
