package io.signalbox.lab.drill;

import io.signalbox.controller.cli.api.Failed;
import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.AllOf;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.FaultFailure;
import io.signalbox.lab.fault.FreezeProcess;
import io.signalbox.site.layout.Names;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * HAProxy stands still, and wakes up. In even rounds a switchover is asked for meanwhile: it ends, done or as it was before, and
 * when HAProxy wakes nobody writes to a server that is not the primary.
 */
final class FreezeHaproxy implements Drill {
    private static final String HAPROXY = Names.process(Names.BALANCER, Names.HAPROXY);
    private static final Duration TIME = Duration.ofSeconds(5);
    private static final Duration NAMED_BOUND = Duration.ofSeconds(2);
    private static final Duration END_BOUND = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "freeze-haproxy";
    }

    @Override
    public String sentence() {
        return "HAProxy stands still for " + TIME.toSeconds()
                + " s (kill -STOP of its workers): named, no failover, clients wait; in even rounds a switchover is asked for"
                + " meanwhile, which ends done or as it was; nobody writes elsewhere when it wakes";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NONE_REFUSED);
    }

    @Override
    public int usualRounds() {
        return 4;
    }

    @Override
    public Incident strike(Scene scene) {
        Fault freeze = new AllOf(ProcessHandle.of(scene.process(HAPROXY).pid()).stream()
                .flatMap(ProcessHandle::children)
                .map(FreezeHaproxy::worker)
                .toList());
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(freeze);
        symptoms.await("proxy_down", NAMED_BOUND);
        String end = scene.number() % 2 == 0 ? switchover(scene) : "";
        Wait.forA(TIME);
        scene.stage().faults().heal(freeze);
        symptoms.demand(
                scene.awaitWritesAfter(System.nanoTime()),
                "no write was acknowledged within " + Scene.WRITABLE_BOUND.toSeconds() + " s after HAProxy woke");
        symptoms.demand(!end.isEmpty() || symptoms.failedWrites() == 0, "a write failed");
        AtomicReference<String> primary = new AtomicReference<>("");
        Wait.until(
                END_BOUND,
                () -> scene.stage()
                        .cluster()
                        .state()
                        .filter(state -> state.writable())
                        .map(state -> {
                            primary.set(state.primary());
                            return true;
                        })
                        .isPresent());
        symptoms.demand(
                end.equals("done") != primary.get().equals(scene.primary()),
                "the switchover was " + (end.isEmpty() ? "not asked for" : end) + ", and " + primary + " is primary");
        return Incident.of(freeze.sentence() + (end.isEmpty() ? "" : "; a switchover meanwhile was " + end), at)
                .failing(symptoms.missed());
    }

    private static Fault worker(ProcessHandle worker) {
        return new FreezeProcess(
                HAPROXY + " worker",
                ProcessIdentity.of(worker.pid())
                        .orElseThrow(() -> new FaultFailure("HAProxy's worker has just ended.")));
    }

    private static String switchover(Scene scene) {
        try {
            String operation = scene.stage().cluster().switchover();
            return scene.stage()
                    .cluster()
                    .end(operation, END_BOUND, scene.stage().log());
        } catch (Failed e) {
            scene.stage().log().accept(e.sentence());
            return "refused";
        }
    }
}
