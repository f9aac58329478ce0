package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.ClusterState;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.workload.Account;
import io.signalbox.lab.workload.Address;
import io.signalbox.lab.workload.Session;
import io.signalbox.mysql.grants.AccountNames;
import io.signalbox.mysql.gtid.GtidSet;
import io.signalbox.site.layout.SiteAddresses;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A transaction is committed on a replica, as a careless operator does: FLUSH PRIVILEGES is let through by super_read_only
 * and stands in the replica's binlog under its own name. The replica must leave, be copied anew, and join, all by itself.
 */
final class Reclone implements Drill {
    private static final Duration QUERY_BOUND = Duration.ofSeconds(20);
    private static final Duration LEAVE_BOUND = Duration.ofSeconds(30);
    private static final Duration BACK_BOUND = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "reclone";
    }

    @Override
    public String sentence() {
        return "a transaction is committed on a replica: it leaves, all its data becomes a copy of another server's, it joins; no"
                + " failover, no failed write. Needs three servers";
    }

    @Override
    public List<Promise> promises() {
        return List.of(
                Promise.NO_FAILOVER,
                Promise.NO_FAILED_WRITE,
                Promise.READERS_BREAK_ONCE,
                Promise.NONE_REFUSED,
                Promise.NONE_FAILED);
    }

    @Override
    public Incident strike(Scene scene) {
        if (scene.replicas().size() < 2) {
            throw new DrillFailure("the only acker cannot leave: this drill needs three servers");
        }
        String replica = scene.replicas().getLast();
        List<String> reasons = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        long at = System.nanoTime();
        GtidSet own = commitOn(scene, replica);
        boolean left = Wait.until(
                LEAVE_BOUND,
                () -> state(scene).filter(s -> !s.ackers().contains(replica)).isPresent());
        if (!left) {
            reasons.add(replica + " did not leave within " + LEAVE_BOUND.toSeconds() + " s");
        }
        boolean back = left
                && Wait.until(
                        BACK_BOUND,
                        () -> state(scene)
                                .filter(s -> s.healthyReplica(replica))
                                .isPresent());
        if (left && !back) {
            reasons.add(replica + " was not back within " + BACK_BOUND.toSeconds() + " s");
        }
        notes.add(replica + " was back "
                + Duration.ofNanos(System.nanoTime() - at).toMillis() + " ms after it had " + own);
        try {
            if (Servers.executed(scene.stage(), replica).contains(own)) {
                reasons.add(replica + " still has " + own);
            }
        } catch (SQLException e) {
            reasons.add(replica + " does not say what it has: " + e.getMessage());
        }
        return Incident.of("FLUSH PRIVILEGES on " + replica, at)
                .failing(reasons)
                .noting(notes);
    }

    private static Optional<ClusterState> state(Scene scene) {
        return scene.stage().cluster().state();
    }

    /** What the replica has of its own afterwards. */
    private static GtidSet commitOn(Scene scene, String replica) {
        String user = AccountNames.OPERATOR; // RELOAD is among its privileges
        try {
            Account operator =
                    Account.inFile(user, scene.stage().site().layout().password(user));
            Address admin = new Address(scene.host(replica), SiteAddresses.MYSQL_ADMIN);
            try (Session session = Session.open(admin, operator, QUERY_BOUND)) {
                GtidSet before = GtidSet.parse(session.text("SELECT @@GLOBAL.gtid_executed"));
                session.execute("FLUSH PRIVILEGES");
                GtidSet after = GtidSet.parse(session.text("SELECT @@GLOBAL.gtid_executed"));
                GtidSet more = after.minus(before);
                return more.minus(more.minus(GtidSet.range(session.server(), 1, Long.MAX_VALUE - 1)));
            }
        } catch (SQLException e) {
            throw new DrillFailure("nothing could be committed on " + replica + ": " + e.getMessage());
        }
    }
}
