package io.signalbox.controller.daemon.etcd;

import java.time.Duration;

/**
 * One reign of this controller, and until when it may act: as long as etcd keeps the lease, counted from before the
 * request that etcd granted or renewed it for, less a margin. Times are of one monotonic clock.
 *
 * @param reign the revision at which the leader's key was made
 * @param granted how long the lease lasts, as etcd said
 * @param until the last instant at which this controller may act
 */
record Tenure(long reign, long lease, Duration granted, Duration until) {
    /** What is left to a command on its way, and to clocks that run at different speeds: this part of the lease. */
    private static final int MARGIN = 5;

    /** Renewed so many times while one lease lasts. */
    private static final int RENEWALS = 5;

    /** @param asked when the request left */
    static Tenure begun(long reign, long lease, Duration granted, Duration asked) {
        return new Tenure(reign, lease, granted, limit(granted, asked));
    }

    Tenure renewed(Duration nowGranted, Duration asked) {
        return new Tenure(reign, lease, nowGranted, limit(nowGranted, asked));
    }

    private static Duration limit(Duration granted, Duration asked) {
        return asked.plus(granted).minus(granted.dividedBy(MARGIN));
    }

    boolean holds(Duration now) {
        return now.compareTo(until) < 0;
    }

    Duration renewEvery() {
        return granted.dividedBy(RENEWALS);
    }

    /** An answer that comes later is of no use. */
    Duration renewWithin(Duration now) {
        return until.minus(now);
    }
}
