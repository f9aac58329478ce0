package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.Haproxy;
import io.signalbox.haproxy.reply.Worker;
import io.signalbox.haproxy.reply.WorkerState;
import io.signalbox.haproxy.version.HaproxyVersion;
import io.signalbox.haproxy.version.HaproxyVersion.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Finds the worker that takes new clients. For a moment after a reload the old one answers as well, at first without
 * saying that it is stopping. Not safe for use by several threads.
 */
final class CurrentWorker {
    private static final Duration PAUSE = Duration.ofMillis(2);
    /** The old worker lets go of the socket within so long. */
    private static final Duration HAND_OVER_BOUND = Duration.ofMillis(100);

    private final Haproxy haproxy;
    private Optional<Worker> newest = Optional.empty();
    private Optional<Worker> replaced = Optional.empty();

    CurrentWorker(Haproxy haproxy) {
        this.haproxy = haproxy;
    }

    private interface Asking<T> {
        T ask(Deadline bound) throws CommandFailed;
    }

    Worker find(Deadline deadline) throws CommandFailed, NotDriven {
        return current(haproxy::worker, Function.identity(), deadline);
    }

    /** With what its servers are. */
    WorkerState look(Deadline deadline) throws CommandFailed, NotDriven {
        return current(haproxy::state, WorkerState::worker, deadline);
    }

    private <T> T current(Asking<T> asking, Function<T, Worker> who, Deadline deadline)
            throws CommandFailed, NotDriven {
        Deadline handOver = deadline.atMost(HAND_OVER_BOUND);
        T answer = asking.ask(deadline.atMost(Router.COMMAND_BOUND));
        while (isOld(who.apply(answer)) && !handOver.passed()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            answer = asking.ask(deadline.atMost(Router.COMMAND_BOUND));
        }
        Worker worker = who.apply(answer);
        if (worker.stopping()) {
            throw new NotDriven("HAPROXY_IS_STOPPING", "only a worker that is stopping answers");
        }
        takes(worker);
        if (worker.version().standing() == Standing.TOO_OLD) {
            throw new NotDriven(
                    "HAPROXY_IS_TOO_OLD",
                    "HAProxy " + worker.version() + " is older than " + HaproxyVersion.OLDEST_KNOWN
                            + ", the oldest that Signalbox knows");
        }
        return answer;
    }

    private boolean isOld(Worker worker) {
        return worker.stopping() || replaced.filter(worker::is).isPresent();
    }

    /** One that was replaced and is the only one to answer has come back: the newer one ended at once. */
    private void takes(Worker worker) {
        if (newest.filter(worker::is).isEmpty()) {
            replaced = newest;
            newest = Optional.of(worker);
        }
    }
}
