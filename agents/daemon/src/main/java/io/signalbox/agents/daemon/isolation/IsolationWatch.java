package io.signalbox.agents.daemon.isolation;

import io.signalbox.agents.core.AgentEvent.Looked;
import io.signalbox.agents.core.Company;
import io.signalbox.agents.protocol.Order;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks who is there, again and again, one look at a time. A look that hangs is followed by none, which the mind takes for
 * knowing nothing. On the loop, but for the looks themselves.
 */
public final class IsolationWatch {
    /** Four to a second: an acker that is back is seen long before anything is done. */
    public static final Duration PERIOD = Duration.ofMillis(250);

    private final String server;
    private final AckerSight sight;
    private final Supplier<Optional<Order.Learn>> learned;
    private final Supplier<Duration> controllerSilent;
    private final Executor loop;
    private final Consumer<Looked> told;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final long born = System.nanoTime();
    private Company last = Company.UNKNOWN;

    /**
     * @param learned the record on disk
     * @param controllerSilent how long no controller has given a sign of life
     * @param loop where looks are told, and where the two suppliers are asked
     */
    public IsolationWatch(
            String server,
            AckerSight sight,
            Supplier<Optional<Order.Learn>> learned,
            Supplier<Duration> controllerSilent,
            Executor loop,
            Consumer<Looked> told) {
        this.server = server;
        this.sight = sight;
        this.learned = learned;
        this.controllerSilent = controllerSilent;
        this.loop = loop;
        this.told = told;
    }

    /**
     * A look that nobody waits for. The first one costs a tenth of a second of processor time, which a server that is just
     * being promoted does not have. On a thread of its own, as classes that are being made hold on to theirs.
     */
    public void prepare() {
        Thread.ofPlatform().daemon().name("isolation-first-look").start(sight::prepare);
    }

    /** The next look, unless one is under way. A server that is not a primary with ackers has nobody to look for. */
    public void turn() {
        SortedSet<String> ackers = learned.get()
                .filter(record -> record.primary().equals(server))
                .map(record -> (SortedSet<String>) new TreeSet<>(record.ackers()))
                .orElseGet(TreeSet::new);
        if (ackers.isEmpty()) {
            saw(Company.NOT_NEEDED);
        } else if (looking.compareAndSet(false, true)) {
            Thread.ofVirtual().name("isolation-look").start(() -> look(ackers));
        }
    }

    private void look(SortedSet<String> ackers) {
        try {
            Company company = sight.look(ackers);
            loop.execute(() -> saw(company));
        } finally {
            looking.set(false);
        }
    }

    private void saw(Company company) {
        last = company;
        told.accept(new Looked(Duration.ofNanos(System.nanoTime() - born), controllerSilent.get(), company));
    }

    /** What the last look saw. */
    public Company last() {
        return last;
    }
}
