package io.signalbox.lab.drill;

import io.signalbox.lab.check.Losses;
import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.ledger.Write;
import io.signalbox.lab.report.RoundReport;
import io.signalbox.lab.workload.Session;
import io.signalbox.lab.workload.Table;
import io.signalbox.lab.workload.Workload;
import io.signalbox.mysql.gtid.GtidSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Table table;
    private final AtomicLong ids = new AtomicLong();
    /** Of all rounds so far: what a later round loses of an earlier one is lost too. */
    private final List<Write> writes = new ArrayList<>();

    private Losses losses = Losses.none();
    private final RandomGenerator random = RandomGenerator.getDefault();

    Course(Stage stage, Table table) {
        this.stage = stage;
        this.table = table;
    }

    RoundReport round(Drill drill, int number) throws SQLException {
        ClusterState start = drill.prepare(stage, stage.awaitReady());
        GtidSet before = Servers.executed(stage, start.primary());
        long begun = System.nanoTime();
        AtomicReference<Optional<Duration>> rejoin = new AtomicReference<>(Optional.empty());
        Incident incident;
        ClusterState end;
        Workload clients = Workload.start(stage.doors(), stage.options().load(), table, ids);
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
        Losses all = Losses.of(writes, Servers.rows(stage, end.primary(), table));
        Aftermath aftermath = Aftermath.of(stage, clients.ledger(), start, end, before, all.since(losses));
        losses = all;
        return aftermath.report(number, incident, begun, rejoin.get());
    }

    private void warmUp(Workload clients) {
        long begun = System.nanoTime();
        if (!Wait.until(FIRST_WRITE_BOUND, () -> clients.ledger().acknowledgedSince(begun))) {
            throw new DrillFailure("no write was acknowledged through HAProxy before the fault");
        }
        Wait.forA(WARM_UP.plusMillis(random.nextLong(JITTER.toMillis())));
    }

    /** The table, made through HAProxy as an application would. */
    static void create(Stage stage, Table table) throws SQLException {
        try (Session session = Session.open(stage.doors().write(), stage.doors().account(), QUERY_BOUND)) {
            table.create(session);
        }
    }

    static void drop(Stage stage, Table table) throws SQLException {
        try (Session session = Session.open(stage.doors().write(), stage.doors().account(), QUERY_BOUND)) {
            table.drop(session);
        }
    }
}
