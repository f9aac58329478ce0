package io.signalbox.controller.daemon.loop;

import io.signalbox.controller.core.effect.Effect;
import io.signalbox.controller.core.effect.Effect.Operation;
import io.signalbox.controller.core.event.Event;
import io.signalbox.controller.core.event.Intent;
import io.signalbox.controller.core.event.Time;
import io.signalbox.controller.core.record.ClusterRecord;
import io.signalbox.controller.core.view.ClusterView;
import io.signalbox.controller.daemon.store.Store;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Owns one cluster's mind: a thread of its own takes office whenever this controller leads, feeds it every event and
 * performs its effects. The store's
 * answers are handled before anything else that waits. The mind hears a tick after each batch of events and at least
 * every {@link #TICK}. A throwable out of the mind ends the loop: a decision made on a half-changed state is worse than
 * none, and a restarted controller reads everything anew.
 */
public final class ClusterLoop implements AutoCloseable {
    /** The mind's grain of time. */
    public static final Duration TICK = Duration.ofMillis(20);

    /** While nothing but ticks happens, the view is renewed this often. */
    static final Duration IDLE_VIEW = Duration.ofMillis(100);

    /** How long the end of the loop is waited for. */
    static final Duration LAST_EFFECTS = Duration.ofSeconds(2);

    /** After the store failed, office is taken anew, with a new term, so much later; again and again while it leads. */
    static final Duration STORE_PAUSE = Duration.ofSeconds(1);

    private final String cluster;
    private final Mind mind;
    private final Store store;
    private final Inbox inbox;
    private final Leadership leadership;
    private final Performer performer;
    private final Audience audience;
    private final Consumer<Throwable> fatal;
    private final Askers askers = new Askers();
    private final Queue<Event> storeAnswers = new ArrayDeque<>();
    private final Thread thread;
    private Runnable whenBegun = () -> {};
    private volatile boolean closing;
    private volatile ClusterView view;
    private Time lastTick;
    private Time lastView;
    private Optional<Time> officeAgain = Optional.empty();
    private OptionalLong reign = OptionalLong.empty(); // in which office was taken, or tried

    /** @param fatal told when the mind or the store's opening fails; the controller should end */
    public ClusterLoop(
            String cluster,
            Mind mind,
            Inbox inbox,
            Store store,
            Leadership leadership,
            Outbox outbox,
            Audience audience,
            Failpoint failpoint,
            Consumer<Throwable> fatal) {
        this.cluster = cluster;
        this.mind = mind;
        this.store = store;
        this.inbox = inbox;
        this.leadership = leadership;
        this.performer = new Performer(cluster, store, this::leads, outbox, audience, failpoint, inbox);
        this.audience = audience;
        this.fatal = fatal;
        this.view = mind.view();
        this.lastTick = inbox.now();
        this.lastView = lastTick;
        this.thread =
                Thread.ofPlatform().name("kernel-" + cluster).daemon(false).unstarted(this::run);
    }

    /**
     * Begins, in office if this controller leads. Nothing may be handed in before {@code begun}: the mind has heard that it
     * leads, or will observe.
     */
    public void start(Runnable begun) {
        whenBegun = begun;
        thread.start();
    }

    /** Asks, and is answered with the operation as the kernel's first reaction left it. */
    public CompletableFuture<Operation> request(Intent intent) {
        CompletableFuture<Operation> answer = askers.add(intent.operation());
        if (closing || !inbox.offer(at -> new Event.Requested(at, intent))) {
            askers.drop(intent.operation());
            answer.completeExceptionally(new RejectedExecutionException("too many events wait for " + cluster));
        }
        return answer;
    }

    /** The picture after the last events. */
    public ClusterView view() {
        return StoreTrouble.shownIn(view, leadership.standing().trouble());
    }

    /** Who leads, and how the store is. */
    public Leadership.Standing standing() {
        return leadership.standing();
    }

    /** See {@link Leadership#standAside}. */
    public boolean standAside() {
        return leadership.standAside();
    }

    public String cluster() {
        return cluster;
    }

    private void run() {
        try {
            reign = leadership.reign();
            if (reign.isPresent()) {
                handle(office());
            }
            whenBegun.run();
            while (!closing) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException | Error e) {
            fatal.accept(e);
        } finally {
            askers.failAll(new RejectedExecutionException("the controller is stopping"));
        }
    }

    private Event office() throws IOException {
        long term = store.nextTerm();
        ClusterRecord record = store.read();
        audience.inherited(cluster, record, store.lately());
        return new Event.TookOffice(
                inbox.now(), term, record, store.journal(record.run().id()));
    }

    private void turn() throws InterruptedException {
        Optional<Event> event = inbox.take(untilTick().toNanos());
        event.ifPresent(this::handle);
        if (inbox.waiting() == 0 || untilTick().isZero()) {
            Time now = inbox.now();
            lastTick = now;
            handle(new Event.Ticked(now));
            publish(now, event.isPresent());
            keepOffice(now);
        }
    }

    /** Whether this controller still is in the reign for which it took office. */
    private boolean leads() {
        return reign.isPresent() && leadership.reign().equals(reign);
    }

    private void keepOffice(Time now) {
        if (reign.isPresent() && !leads()) {
            handle(new Event.LostOffice(now, Performer.DEPOSED));
        }
        if (reign.isEmpty()) {
            reign = leadership.reign();
            officeAgain = reign.isPresent() ? Optional.of(now) : Optional.empty();
        }
        returnToOffice(now);
    }

    /** Only the store's own failure is overcome so; a leader whose token is refused must not outbid it. */
    private void returnToOffice(Time now) {
        if (officeAgain
                .filter(at -> now.monotonic().compareTo(at.monotonic()) >= 0)
                .isPresent()) {
            officeAgain = Optional.empty();
            try {
                handle(office());
            } catch (IOException e) {
                handle(new Event.StoreFailed(now, String.valueOf(e.getMessage())));
            }
        }
    }

    private Duration untilTick() {
        Duration left = TICK.minus(inbox.now().since(lastTick));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void handle(Event event) {
        react(event);
        for (Event answer = storeAnswers.poll(); answer != null; answer = storeAnswers.poll()) {
            react(answer);
        }
    }

    private void react(Event event) {
        List<Effect> effects = mind.handle(event);
        performer.perform(effects, storeAnswers);
        if (event instanceof Event.LostOffice) {
            reign = OptionalLong.empty();
        }
        if (event instanceof Event.StoreFailed failed) {
            officeAgain = Optional.of(failed.at().plus(STORE_PAUSE));
        }
        if (event instanceof Event.Requested asked) {
            publish(asked.at(), true);
            askers.settle(asked, effects);
        }
    }

    private void publish(Time now, boolean changed) {
        if (changed || now.since(lastView).compareTo(IDLE_VIEW) >= 0) {
            lastView = now;
            view = mind.view();
            audience.saw(cluster, now, view);
        }
    }

    /** Ends after the event in hand; nothing that was asked for is undone. */
    @Override
    public void close() {
        closing = true;
        inbox.offer(Event.Ticked::new);
        boolean begun = thread.getState() != Thread.State.NEW;
        if (begun && Thread.currentThread() != thread) {
            join();
        }
    }

    private void join() {
        try {
            thread.join(LAST_EFFECTS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
