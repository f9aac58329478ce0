package io.signalbox.agents.daemon.proxy;

import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.Haproxy;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.reply.ServerState;
import io.signalbox.haproxy.reply.Worker;
import io.signalbox.haproxy.reply.WorkerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

/**
 * Looks at HAProxy, and applies the route in force again when HAProxy does not follow it. One look at a time, and none
 * while a route is being applied: the caller holds the lock.
 */
final class ProxyWatch {
    /** For one look, without a route that is applied on the way. */
    static final Duration LOOK_BOUND = Duration.ofMillis(300);
    /** After an attempt that left differences, the same route is not tried again before. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** Old workers end by themselves: how often those that are left are looked at. */
    static final Duration OLD_WORKERS_PERIOD = Duration.ofSeconds(1);

    /** The master of 2.6 does not answer while it reloads. */
    static final Duration OLD_WORKERS_RETRY_AFTER = Duration.ofMillis(100);

    static final Duration OLD_WORKERS_BOUND = Duration.ofMillis(100);

    private final Haproxy haproxy;
    private final CurrentWorker current;
    private final Router router;
    private final OldWorkers oldWorkers;
    private final Picture picture;
    private final ProxyListener listener;
    private final Supplier<Optional<InForce>> inForce;
    private Deadline noAttemptBefore = Deadline.in(Duration.ZERO);
    private Deadline noOldWorkersBefore = Deadline.in(Duration.ZERO);

    ProxyWatch(
            Haproxy haproxy,
            CurrentWorker current,
            Router router,
            OldWorkers oldWorkers,
            Picture picture,
            ProxyListener listener,
            Supplier<Optional<InForce>> inForce) {
        this.haproxy = haproxy;
        this.current = current;
        this.router = router;
        this.oldWorkers = oldWorkers;
        this.picture = picture;
        this.listener = listener;
        this.inForce = inForce;
    }

    /**
     * Looks once. A new worker is always noticed, and gets its route.
     *
     * @param whole look at all servers, too; otherwise only if there is reason to
     * @param shown is run when something was found that must be shown before it is undone
     */
    void look(boolean whole, Runnable shown) {
        try {
            Deadline deadline = Deadline.in(LOOK_BOUND);
            boolean isNew = false;
            if (!whole && picture.alive()) {
                isNew = picture.sees(current.find(deadline));
                if (!isNew) {
                    return;
                }
            }
            WorkerState now = current.look(deadline);
            isNew |= picture.sees(now.worker());
            lookAtServers(isNew, now, shown);
        } catch (CommandFailed e) {
            picture.lost(String.valueOf(e.getMessage()));
        } catch (NotDriven e) {
            picture.lost(String.valueOf(e.getMessage()));
        }
    }

    private void lookAtServers(boolean isNew, WorkerState now, Runnable shown) throws CommandFailed, NotDriven {
        picture.sees(now.servers());
        Optional<InForce> wanted = inForce.get();
        if (wanted.isPresent()) {
            compare(wanted.get(), isNew, now.servers(), shown);
        }
        picture.seesTraffic(haproxy.traffic(Deadline.in(LOOK_BOUND)));
        lookAtOldWorkers(wanted, now.worker());
    }

    private void compare(InForce wanted, boolean isNew, SortedMap<ServerId, ServerState> states, Runnable shown)
            throws CommandFailed, NotDriven {
        boolean wasRouted = picture.routed().equals(wanted.token());
        List<Difference> differences = Differences.between(wanted.route(), states);
        picture.differs(Differences.sentences(differences));
        if (wasRouted && differences.isEmpty()) {
            return;
        }
        if (isNew || wasRouted || noAttemptBefore.passed()) {
            shown.run();
            restore(
                    wanted,
                    isNew ? "a new worker" : wasRouted ? "somebody else's change" : "another attempt",
                    differences);
        }
    }

    private void restore(InForce wanted, String reason, List<Difference> differences) throws CommandFailed, NotDriven {
        noAttemptBefore = Deadline.in(RETRY_AFTER);
        long start = System.nanoTime();
        Router.Result result = router.apply(wanted.route(), Deadline.in(ProxyDriver.APPLY_BOUND));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        picture.sees(result.worker());
        picture.sees(result.states());
        picture.differs(Differences.sentences(result.remaining()));
        if (result.remaining().isEmpty()) {
            picture.routed(wanted.token());
        }
        listener.said(
                "PROXY_ROUTE_RESTORED",
                "after " + reason + " route " + wanted.token() + " was applied again in " + took.toMillis() + " ms"
                        + sentence("; it had differed: ", differences)
                        + sentence("; it still differs: ", result.remaining()));
    }

    private static String sentence(String beginning, List<Difference> differences) {
        return differences.isEmpty() ? "" : beginning + String.join("; ", Differences.sentences(differences));
    }

    /** Counts them, and ends what is left of the sessions that the route ends. */
    private void lookAtOldWorkers(Optional<InForce> wanted, Worker worker) {
        if (oldWorkers.knownToBeNone(worker)) {
            picture.seesOldWorkers(0);
            return;
        }
        if (!noOldWorkersBefore.passed()) {
            return;
        }
        noOldWorkersBefore = Deadline.in(OLD_WORKERS_PERIOD);
        try {
            Deadline deadline = Deadline.in(OLD_WORKERS_BOUND);
            oldWorkers.look(worker, deadline);
            picture.seesOldWorkers(oldWorkers.count());
            if (wanted.isPresent() && wanted.get().route().cutSessions()) {
                oldWorkers.cut(wanted.get().route(), deadline);
            }
        } catch (CommandFailed e) {
            noOldWorkersBefore = Deadline.in(OLD_WORKERS_RETRY_AFTER);
            picture.troubled("old workers are not known: " + e.getMessage());
        }
    }
}
