package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.AllOf;
import io.signalbox.lab.fault.HoldDown;
import io.signalbox.lab.fault.KillProcess;
import io.signalbox.lab.fault.PurgeBinlogs;
import io.signalbox.lab.workload.Session;
import io.signalbox.mysql.gtid.GtidSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A replica's host is away until it has left; meanwhile the primary drops the binlogs that it lacks. It cannot catch up by following, so it
 * must be named, be copied anew and join, all by itself; nobody else may notice.
 */
final class PurgedBinlogs implements Drill {
    private static final Duration LEAVE_BOUND = Duration.ofSeconds(30);
    private static final Duration NAMED_BOUND = Duration.ofSeconds(60);
    private static final Duration BACK_BOUND = Duration.ofMinutes(2);
    private static final String NAMED = "diverged";

    @Override
    public String name() {
        return "purge-binlogs";
    }

    @Override
    public String sentence() {
        return "a replica's host comes back when the primary has dropped the binlogs that it lacks: named, all its data becomes a"
                + " copy of another server's, it joins; no failover, no failed write. Needs three servers";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NO_FAILOVER, Promise.NO_FAILED_WRITE, Promise.NONE_REFUSED, Promise.NONE_FAILED);
    }

    @Override
    public Incident strike(Scene scene) {
        if (scene.replicas().size() < 2) {
            throw new DrillFailure("the only acker cannot leave: this drill needs three servers");
        }
        String replica = scene.replicas().getLast();
        Stage stage = scene.stage();
        Symptoms symptoms = new Symptoms(scene);
        AllOf away = new AllOf(List.of(
                new HoldDown(stage.site(), List.of(replica + "/agent")),
                new KillProcess("mysqld of " + replica, scene.mysqld(replica).pid())));
        PurgeBinlogs purge = new PurgeBinlogs(stage.site(), scene.primary(), scene.host(scene.primary()));
        GtidSet had = executed(scene, replica);
        long at = System.nanoTime();
        stage.faults().inject(away);
        symptoms.demand(
                Wait.until(LEAVE_BOUND, () -> is(scene, state -> !state.ackers().contains(replica))),
                replica + " did not leave within " + LEAVE_BOUND.toSeconds() + " s");
        stage.faults().inject(purge);
        GtidSet lacked = purged(scene).minus(had);
        if (lacked.isEmpty()) {
            throw new DrillFailure(scene.primary() + " has dropped nothing that " + replica + " lacks");
        }
        stage.faults().heal(purge);
        stage.faults().heal(away);
        symptoms.await(NAMED, NAMED_BOUND);
        long back = System.nanoTime();
        symptoms.demand(
                Wait.until(BACK_BOUND, () -> is(scene, state -> state.healthyReplica(replica))),
                replica + " was not back within " + BACK_BOUND.toSeconds() + " s");
        return Incident.of("the binlogs are dropped that " + replica + " lacks", at)
                .failing(symptoms.missed())
                .noting(List.of(replica + " lacked " + lacked + ", and was back "
                        + Duration.ofNanos(System.nanoTime() - back).toMillis() + " ms after it was named"));
    }

    private static boolean is(Scene scene, Predicate<ClusterState> so) {
        return scene.stage().cluster().state().filter(so).isPresent();
    }

    private static GtidSet executed(Scene scene, String server) {
        return ask(scene, server, "SELECT @@GLOBAL.gtid_executed");
    }

    private static GtidSet purged(Scene scene) {
        return ask(scene, scene.primary(), "SELECT @@GLOBAL.gtid_purged");
    }

    private static GtidSet ask(Scene scene, String server, String select) {
        try (Session session = Servers.open(scene.stage(), server)) {
            return GtidSet.parse(session.text(select));
        } catch (SQLException e) {
            throw new DrillFailure(server + " does not say what it has: " + e.getMessage());
        }
    }
}
