package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.Haproxy;
import io.signalbox.haproxy.reply.Worker;
import io.signalbox.haproxy.version.HaproxyVersion;
import io.signalbox.haproxy.version.HaproxyVersion.Standing;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Finds the worker that takes new clients. For a moment after a reload the old one answers as well. */
final class CurrentWorker {
    private static final Duration PAUSE = Duration.ofMillis(2);
    /** The old worker lets go of the socket within so long. */
    private static final Duration HAND_OVER_BOUND = Duration.ofMillis(100);

    private final Haproxy haproxy;

    CurrentWorker(Haproxy haproxy) {
        this.haproxy = haproxy;
    }

    Worker find(Deadline deadline) throws CommandFailed, NotDriven {
        Deadline handOver = deadline.atMost(HAND_OVER_BOUND);
        Worker worker = haproxy.worker(deadline.atMost(Router.COMMAND_BOUND));
        while (worker.stopping()) {
            if (handOver.passed()) {
                throw new NotDriven("HAPROXY_IS_STOPPING", "only a worker that is stopping answers");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            worker = haproxy.worker(deadline.atMost(Router.COMMAND_BOUND));
        }
        if (worker.version().standing() == Standing.TOO_OLD) {
            throw new NotDriven(
                    "HAPROXY_IS_TOO_OLD",
                    "HAProxy " + worker.version() + " is older than " + HaproxyVersion.OLDEST_KNOWN
                            + ", the oldest that Signalbox knows");
        }
        return worker;
    }
}
