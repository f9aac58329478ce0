package io.signalbox.lab.drill;

import io.signalbox.lab.check.BankCheck;
import io.signalbox.lab.check.Losses;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.ledger.Audit;
import io.signalbox.lab.ledger.Books;
import io.signalbox.lab.ledger.Ledger;
import io.signalbox.lab.ledger.Write;
import io.signalbox.lab.report.BankReport;
import io.signalbox.lab.report.RoundReport;
import io.signalbox.lab.workload.Bank;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Work;
import io.signalbox.lab.workload.Workload;
import io.signalbox.mysql.gtid.GtidSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * The course of every round: whole site → clients at work → fault → clients at work until the site is whole → clients stop →
 * look at what is there.
 */
final class Course {
    /** Clients work so long before the fault, at least, so that connections and caches are warm. */
    private static final Duration WARM_UP = Duration.ofMillis(1500);
    /** The fault comes at a random moment within this. */
    private static final Duration JITTER = Duration.ofMillis(500);
    /** Clients go on so long after the site is whole. */
    private static final Duration COOL_DOWN = Duration.ofMillis(300);

    private static final Duration FIRST_WRITE_BOUND = Duration.ofSeconds(20);
    private static final Duration QUERY_BOUND = Duration.ofSeconds(20);

    private final Stage stage;
    private final Work work;
    private final AtomicLong ids = new AtomicLong();
    /** Of all rounds so far: what a later round loses of an earlier one is lost too. */
    private final List<Write> writes = new ArrayList<>();

    private Losses losses = Losses.none();
    private final RandomGenerator random = RandomGenerator.getDefault();

    Course(Stage stage, Work work) {
        this.stage = stage;
        this.work = work;
    }

    RoundReport round(Drill drill, int number) throws SQLException {
        ClusterState start = drill.prepare(stage, stage.awaitReady());
        GtidSet before = Servers.executed(stage, start.primary());
        long begun = System.nanoTime();
        AtomicReference<Optional<Duration>> rejoin = new AtomicReference<>(Optional.empty());
        Incident incident;
        ClusterState end;
        Workload clients = Workload.start(stage.doors(), stage.options().load(), work, ids);
        try (clients) {
            warmUp(clients);
            incident = drill.strike(new Scene(stage, number, start, clients));
            long fault = incident.faultNanos();
            Optional<String> victim = incident.victim();
            end = stage.awaitWhole(drill.wholeWithin(), state -> {
                if (rejoin.get().isEmpty()
                        && victim.filter(state::healthyReplica).isPresent()) {
                    rejoin.set(Optional.of(Duration.ofNanos(System.nanoTime() - fault)));
                }
            });
            Wait.forA(COOL_DOWN);
        }
        writes.addAll(clients.ledger().writes());
        Losses all = Losses.of(writes, Servers.rows(stage, end.primary(), work));
        Aftermath aftermath =
                Aftermath.of(stage, clients.ledger(), start, end, before, all.since(losses), bank(clients.ledger()));
        losses = all;
        return aftermath.report(number, incident, begun, rejoin.get());
    }

    private Optional<BankReport> bank(Ledger ledger) throws SQLException {
        if (!(work instanceof Bank bank)) {
            return Optional.empty();
        }
        SortedMap<String, Books> books = Servers.books(stage, bank);
        List<String> faults = new ArrayList<>();
        books.forEach((server, own) -> faults.addAll(BankCheck.wrong(server, own)));
        List<Audit> audits = ledger.audits();
        return Optional.of(new BankReport(audits.size(), BankCheck.wrong(audits).size(), books.size(), faults));
    }

    private void warmUp(Workload clients) {
        long begun = System.nanoTime();
        if (!Wait.until(FIRST_WRITE_BOUND, () -> clients.ledger().acknowledgedSince(begun))) {
            throw new DrillFailure("no write was acknowledged through HAProxy before the fault");
        }
        Wait.forA(WARM_UP.plusMillis(random.nextLong(JITTER.toMillis())));
    }

    /** What writers write into, made through HAProxy as an application would. */
    static void create(Stage stage, Work work) throws SQLException {
        try (Session session = Session.open(stage.doors().write(), stage.doors().account(), QUERY_BOUND)) {
            work.create(session);
        }
    }

    static void drop(Stage stage, Work work) throws SQLException {
        try (Session session = Session.open(stage.doors().write(), stage.doors().account(), QUERY_BOUND)) {
            work.drop(session);
        }
    }
}
