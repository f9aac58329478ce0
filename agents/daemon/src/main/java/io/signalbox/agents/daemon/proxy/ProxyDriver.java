package io.signalbox.agents.daemon.proxy;

import io.signalbox.agents.protocol.Order;
import io.signalbox.agents.protocol.Report;
import io.signalbox.agents.protocol.Token;
import io.signalbox.haproxy.adoption.ForeignHaproxy;
import io.signalbox.haproxy.adoption.ForeignNames;
import io.signalbox.haproxy.client.CommandFailed;
import io.signalbox.haproxy.client.CommandLine;
import io.signalbox.haproxy.client.CommandMeter;
import io.signalbox.haproxy.client.Deadline;
import io.signalbox.haproxy.client.Fault;
import io.signalbox.haproxy.client.Haproxy;
import io.signalbox.haproxy.client.SocketHaproxy;
import io.signalbox.haproxy.command.Name;
import io.signalbox.haproxy.command.ServerId;
import io.signalbox.haproxy.reply.ServerState;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps one HAProxy as it was last told, and says what it really does.
 *
 * <p>Between {@link #start} and {@link #close} HAProxy is looked at every 100 ms on a thread of the driver's own;
 * whenever it differs from the last route (a reload, a restart, a person at the socket) the route is applied again.
 */
public final class ProxyDriver implements AutoCloseable {
    /** For one route, from the call to the outcome. */
    public static final Duration APPLY_BOUND = Duration.ofMillis(450);

    private final SocketHaproxy haproxy;
    private final ProxyListener listener;
    private final Router router;
    private final ProxyWatch watch;
    private final Rounds rounds;
    private final Picture picture = new Picture();
    private final AtomicReference<Optional<InForce>> inForce = new AtomicReference<>(Optional.empty());
    /** Held by whoever talks to HAProxy; fair, so that a route waits for one look at most. */
    private final ReentrantLock turn = new ReentrantLock(true);

    private volatile Report.Proxy snapshot = picture.report();
    /** By the backend of each pool. */
    private volatile SortedMap<Name, PoolWish> wishes = new TreeMap<>();

    private volatile SortedMap<ServerId, ServerState> states = new TreeMap<>();

    public ProxyDriver(ProxySockets sockets, ProxyListener listener) {
        this(sockets, ForeignNames.NONE, listener);
    }

    /** @param names of a HAProxy whose file is somebody else's */
    public ProxyDriver(ProxySockets sockets, ForeignNames names, ProxyListener listener) {
        this.listener = listener;
        haproxy = new SocketHaproxy(sockets.runtime(), sockets.master(), meter(listener));
        Haproxy driven = names.equals(ForeignNames.NONE) ? haproxy : new ForeignHaproxy(haproxy, names);
        OldWorkers oldWorkers = new OldWorkers(driven);
        CurrentWorker current = new CurrentWorker(driven);
        router = new Router(driven, current, oldWorkers);
        watch = new ProxyWatch(driven, current, router, oldWorkers, picture, listener, this::wanted);
        rounds = new Rounds(this::look);
    }

    /** The route that was remembered on disk from an earlier life. Before {@link #start}, at most once. */
    public void remember(Token token, Order.Route route) {
        try {
            inForce.set(Optional.of(InForce.of(token, route)));
        } catch (IllegalArgumentException e) {
            listener.said("PROXY_ROUTE_FORGOTTEN", "the remembered route cannot be one: " + e.getMessage());
        }
    }

    /** Begins to watch. */
    public void start() {
        rounds.start();
    }

    /**
     * Makes HAProxy route so. Blocks, at most {@link #APPLY_BOUND}: call it on a virtual thread. The route stays in force
     * whatever the outcome, until a newer one comes.
     */
    public RouteOutcome apply(Token token, Order.Route route) {
        Deadline deadline = Deadline.in(APPLY_BOUND);
        InForce wanted;
        try {
            wanted = InForce.of(token, route);
        } catch (IllegalArgumentException e) {
            return new RouteOutcome.Failed("BAD_ROUTE", String.valueOf(e.getMessage()));
        }
        if (!takeOver(wanted)) {
            return new RouteOutcome.Failed(
                    "TOKEN_IS_OLD", "a route with a higher token than " + token + " is in force");
        }
        try {
            if (!turn.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return new RouteOutcome.Failed(
                        "HAPROXY_" + Fault.NO_ANSWER_IN_TIME, "a look at HAProxy is not answered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RouteOutcome.Failed("INTERRUPTED", "the agent is stopping");
        }
        boolean seenToTheEnd = false;
        try {
            RouteOutcome outcome = applyInTurn(wanted.with(wishes.values()), deadline);
            // Old workers whose sessions it ends are looked at by the watch.
            seenToTheEnd = outcome instanceof RouteOutcome.Applied && !route.cutSessions();
            return outcome;
        } finally {
            publish();
            turn.unlock();
            if (!seenToTheEnd) {
                rounds.hurry();
            }
        }
    }

    /** The route in force, as far as the pools leave it. */
    private Optional<InForce> wanted() {
        return inForce.get().map(route -> route.with(wishes.values()));
    }

    /** What a pool asks for from now on, on top of every route. Blocks as {@link #apply} does. */
    void pool(PoolWish wish) {
        turn.lock();
        try {
            SortedMap<Name, PoolWish> all = new TreeMap<>(wishes);
            all.put(wish.backend(), wish);
            wishes = all; // in turn: a look before would take what is not done yet for somebody's change
            if (wanted().isPresent() && picture.alive()) {
                picture.sees(router.settle(wanted().get().route().only(wish), Deadline.in(APPLY_BOUND)));
            }
        } catch (CommandFailed e) {
            picture.lost(String.valueOf(e.getMessage()));
        } catch (NotDriven e) {
            picture.lost(String.valueOf(e.getMessage()));
        } finally {
            publish();
            turn.unlock();
        }
    }

    /** What each server of HAProxy was seen to be last; empty while it does not answer. */
    SortedMap<ServerId, ServerState> states() {
        return states;
    }

    /** A newer route is in force from here on, even if HAProxy cannot be reached now. */
    private boolean takeOver(InForce wanted) {
        Optional<InForce> now = inForce.updateAndGet(
                old -> old.isPresent() && old.get().token().outranks(wanted.token()) ? old : Optional.of(wanted));
        return now.filter(wanted::equals).isPresent();
    }

    private RouteOutcome applyInTurn(InForce wanted, Deadline deadline) {
        long start = System.nanoTime();
        try {
            Router.Result result = router.apply(wanted.route(), deadline);
            picture.sees(result.worker());
            picture.sees(result.states());
            picture.differs(Differences.sentences(result.remaining()));
            SortedMap<String, String> details = new TreeMap<>(result.details());
            details.put("took.us", Long.toString(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start)));
            if (result.remaining().isEmpty()) {
                picture.routed(wanted.token());
                return new RouteOutcome.Applied(details);
            }
            boolean writerAsWanted =
                    result.remaining().stream().noneMatch(each -> each.kind().ofWriters());
            return new RouteOutcome.Differs(writerAsWanted, Differences.sentences(result.remaining()), details);
        } catch (CommandFailed e) {
            return lost("HAPROXY_" + e.fault(), String.valueOf(e.getMessage()));
        } catch (NotDriven e) {
            return lost(e.code(), String.valueOf(e.getMessage()));
        }
    }

    private RouteOutcome lost(String code, String sentence) {
        picture.lost(sentence);
        return new RouteOutcome.Failed(code, sentence);
    }

    /** The same HAProxy, for what has nothing to do with routes and needs no turn. */
    public CommandLine commandLine() {
        return haproxy;
    }

    /** What was seen last; never blocks. */
    public Report.Proxy snapshot() {
        return snapshot;
    }

    /** Returns whether HAProxy answered. */
    private boolean look(boolean whole) {
        turn.lock();
        try {
            watch.look(whole, this::publish);
            return picture.alive();
        } catch (RuntimeException e) {
            // An error of ours must not end the watch, and must be seen.
            picture.lost("the driver itself failed: " + e);
            return false;
        } finally {
            publish();
            turn.unlock();
        }
    }

    private void publish() {
        Report.Proxy before = snapshot;
        Report.Proxy now = picture.report();
        snapshot = now;
        states = picture.states();
        if (!Noteworthy.same(before, now)) {
            listener.changed(now);
        }
    }

    /** Stops watching. HAProxy is left as it is. */
    @Override
    public void close() {
        rounds.close();
        haproxy.close();
    }

    private static CommandMeter meter(ProxyListener listener) {
        return new CommandMeter() {
            @Override
            public void answered(String kind, Duration took) {
                listener.answered(kind, took);
            }

            @Override
            public void failed(String kind, Fault fault) {
                listener.failed(kind, fault.name());
            }
        };
    }
}
