package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.FreezeProcess;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** SIGSTOP of the primary's mysqld: it accepts connections and answers nothing. It must be dead before it could thaw. */
final class HangPrimary implements Drill {
    private static final Duration KILLED_BOUND = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "hang-primary";
    }

    @Override
    public String sentence() {
        return "the primary's mysqld hangs (kill -STOP): another server takes over within a second, the hung process is killed and"
                + " comes back as a replica";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED, Promise.gapMax(1000), Promise.rejoinMax(15_000));
    }

    @Override
    public Incident strike(Scene scene) {
        String primary = scene.primary();
        String uuid = scene.primaryUuid();
        ProcessIdentity mysqld = scene.mysqld(primary);
        FreezeProcess freeze = new FreezeProcess("mysqld of " + primary, mysqld);
        List<String> reasons = new ArrayList<>();
        long at = System.nanoTime();
        scene.stage().faults().inject(freeze);
        if (!scene.awaitAnotherWriter(uuid)) {
            reasons.add("no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        }
        if (!Wait.until(KILLED_BOUND, () -> !mysqld.alive())) {
            reasons.add("the hung mysqld of " + primary + " was not killed within " + KILLED_BOUND.toSeconds() + " s");
        }
        scene.stage().faults().heal(freeze);
        return Incident.of(freeze.sentence(), at).hit(primary).failing(reasons);
    }
}
