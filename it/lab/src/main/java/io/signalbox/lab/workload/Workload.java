package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Via;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** All clients of one round, running until closed. */
public final class Workload implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final Duration END_BOUND = Duration.ofSeconds(5);

    private final Ledger ledger = new Ledger();
    private final Map<String, String> uuids = new ConcurrentHashMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Opener opener;

    private Workload(Doors doors, Load load, Table table, AtomicLong ids) {
        addWriters(doors, load, table, ids);
        addReaders(doors, load, table);
        addObservers(doors, load, table, ids);
        opener = new Opener(doors.write(), doors.account(), pace(1, load.openingsPerSecond(), 0), ledger);
    }

    /** @param ids gives each write its number; shared by all rounds of a drill */
    public static Workload start(Doors doors, Load load, Table table, AtomicLong ids) {
        Workload workload = new Workload(doors, load, table, ids);
        workload.clients.forEach(workload::begin);
        workload.begin(workload.opener);
        return workload;
    }

    private void addWriters(Doors doors, Load load, Table table, AtomicLong ids) {
        for (int i = 0; i < load.writers(); i++) {
            Pace pace = pace(load.writers(), load.writesPerSecond(), i);
            clients.add(new Writer(
                    "writer" + (i + 1),
                    Via.PROXY,
                    doors.write(),
                    doors.account(),
                    pace,
                    table,
                    ids,
                    ledger,
                    (w, s) -> {}));
        }
    }

    private void addReaders(Doors doors, Load load, Table table) {
        for (int i = 0; i < load.readers(); i++) {
            Pace pace = pace(load.readers(), load.readsPerSecond(), i);
            clients.add(new Reader(doors.read(), doors.account(), pace, table, ledger));
        }
    }

    private void addObservers(Doors doors, Load load, Table table, AtomicLong ids) {
        doors.servers().forEach((name, address) -> {
            Pace pace = pace(1, load.observationsPerSecond(), 0);
            clients.add(new Writer(name, Via.DIRECT, address, doors.account(), pace, table, ids, ledger, uuids::put));
        });
    }

    /** Evenly spread over the period: client {@code number} of {@code count}. */
    private static Pace pace(int count, int perSecond, int number) {
        Duration period = Load.period(count, perSecond);
        return new Pace(period, period.multipliedBy(number).dividedBy(count));
    }

    private void begin(Runnable client) {
        threads.add(
                Thread.ofPlatform().daemon().name("client-" + threads.size()).start(client));
    }

    /** What was seen so far. */
    public Ledger ledger() {
        return ledger;
    }

    /** The {@code server_uuid} that this server told an observer last; empty before the first time. */
    public Optional<String> uuid(String server) {
        return Optional.ofNullable(uuids.get(server));
    }

    /** Lets every client end what it does, within a bound; then drops connections. When it returns the ledger is complete. */
    @Override
    public void close() {
        opener.stop();
        clients.forEach(Client::stop);
        try {
            join(GRACE);
            opener.end(GRACE);
            clients.forEach(Client::drop);
            join(END_BOUND);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            clients.forEach(Client::drop);
            threads.forEach(Thread::interrupt);
        }
    }

    private void join(Duration bound) throws InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
    }
}
