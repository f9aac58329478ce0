package io.signalbox.lab.workload;

import io.signalbox.lab.ledger.ClientKind;
import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.ReadPort;
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

    private static final int AUDITS_PER_SECOND = 5;

    private final Ledger ledger = new Ledger();
    private final Map<String, String> uuids = new ConcurrentHashMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Opener opener;
    /** What writers of one kind share, where there are any. */
    private final Optional<Pool> pool;

    private final Optional<MysqlClient> mysql;

    private Workload(Doors doors, Load load, Work work, AtomicLong ids) {
        List<ClientKind> kinds = load.kinds();
        pool = Optional.of(doors)
                .filter(d -> kinds.contains(ClientKind.POOL))
                .map(d -> new Pool(d.write(), d.account(), load.writers()));
        mysql = Optional.of(doors).filter(d -> kinds.contains(ClientKind.CLI)).map(Workload::mysql);
        addWriters(doors, load, work, ids);
        addReaders(doors, load, work);
        clients.add(new OwnReader(doors, pace(1, Load.OWN_READS_PER_SECOND, 0), work, ids, ledger));
        addObservers(doors, load, work, ids);
        if (work instanceof Bank bank) {
            clients.add(new Auditor(doors.write(), doors.account(), pace(1, AUDITS_PER_SECOND, 0), bank, ledger));
        }
        opener = new Opener(doors.write(), doors.account(), pace(1, load.openingsPerSecond(), 0), ledger);
    }

    /** @param ids gives each write its number; shared by all rounds of a drill */
    public static Workload start(Doors doors, Load load, Work work, AtomicLong ids) {
        Workload workload = new Workload(doors, load, work, ids);
        workload.clients.forEach(workload::begin);
        workload.begin(workload.opener);
        return workload;
    }

    private static MysqlClient mysql(Doors doors) {
        return new MysqlClient(
                doors.mysql().orElseThrow(() -> new IllegalStateException("nobody named the program mysql")),
                doors.write(),
                doors.account());
    }

    private void addWriters(Doors doors, Load load, Work work, AtomicLong ids) {
        for (int i = 0; i < load.writers(); i++) {
            ClientKind kind = load.clients().kind(i);
            Pace pace = pace(load.writePeriod(kind), load.writers(), i);
            Scribe scribe = new Scribe("writer" + (i + 1), Via.PROXY, kind, work, ids, ledger);
            clients.add(
                    switch (kind) {
                        case RAW -> new Writer(doors.write(), doors.account(), pace, scribe, (w, s) -> {});
                        case POOL -> new PoolWriter(pool.orElseThrow(), pace, scribe);
                        case CLI -> new MysqlWriter(mysql.orElseThrow(), pace, scribe);
                    });
        }
    }

    private void addReaders(Doors doors, Load load, Work work) {
        for (int i = 0; i < load.readers(); i++) {
            Pace pace = pace(load.readers(), load.readsPerSecond(), i);
            Pace freshPace = pace(load.readers(), Load.FRESH_READS_PER_SECOND, i);
            String name = "reader" + (i + 1);
            clients.add(new Reader(name, ReadPort.POOL, doors.read(), doors.account(), pace, work, ledger));
            doors.fresh()
                    .map(fresh -> new Reader(name, ReadPort.FRESH, fresh, doors.account(), freshPace, work, ledger))
                    .ifPresent(clients::add);
        }
    }

    private void addObservers(Doors doors, Load load, Work work, AtomicLong ids) {
        doors.servers().forEach((name, address) -> {
            Pace pace = pace(1, load.observationsPerSecond(), 0);
            Scribe scribe = new Scribe(name, Via.DIRECT, ClientKind.RAW, work, ids, ledger);
            clients.add(new Writer(address, doors.account(), pace, scribe, uuids::put));
        });
    }

    /** Evenly spread over the period: client {@code number} of {@code count}. */
    private static Pace pace(int count, int perSecond, int number) {
        return pace(Load.period(count, perSecond), count, number);
    }

    private static Pace pace(Duration period, int count, int number) {
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
            pool.ifPresent(Pool::close);
            mysql.ifPresent(MysqlClient::close);
        }
    }

    private void join(Duration bound) throws InterruptedException {
        long deadline = System.nanoTime() + bound.toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
    }
}
