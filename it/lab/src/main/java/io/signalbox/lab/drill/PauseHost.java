package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.AllOf;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.FreezeProcess;
import io.signalbox.site.supervisor.ProcessIdentity;
import java.time.Duration;
import java.util.List;

/**
 * The primary's whole host stands still: its mysqld, agent and web server, while its address accepts connections, as a virtual machine that
 * is paused. Another server takes over. When it wakes, its mysqld first, it may acknowledge nothing, and is killed before it comes back.
 */
final class PauseHost implements Drill {
    /** It stands for so long after another server has begun; the second is longer than the agent's {@code isolation.after}. */
    private static final List<Duration> STANDS = List.of(Duration.ofSeconds(2), Duration.ofSeconds(10));

    private static final Duration KILLED_BOUND = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "pause-host";
    }

    @Override
    public String sentence() {
        return "the primary's whole host stands still (kill -STOP of mysqld, agent and web server): another server takes over within two"
                + " seconds; when it wakes it acknowledges nothing, is killed, and comes back as a replica";
    }

    @Override
    public List<Promise> promises() {
        return List.of(
                Promise.NONE_REFUSED, Promise.ONE_FAILOVER_A_ROUND, Promise.gapMax(2000), Promise.rejoinMax(50_000));
    }

    @Override
    public int usualRounds() {
        return 4;
    }

    @Override
    public Incident strike(Scene scene) {
        String primary = scene.primary();
        String uuid = scene.primaryUuid();
        ProcessIdentity mysqld = scene.mysqld(primary);
        // What is stopped last is woken first.
        Fault host = new AllOf(List.of(
                frozen(scene, primary + "/web"),
                frozen(scene, primary + "/agent"),
                new FreezeProcess("mysqld of " + primary, mysqld)));
        Symptoms symptoms = new Symptoms(scene);
        long at = System.nanoTime();
        scene.stage().faults().inject(host);
        long stands = System.nanoTime();
        symptoms.demand(
                scene.awaitAnotherWriter(uuid),
                "no other server acknowledged a write within " + Scene.WRITABLE_BOUND.toSeconds() + " s");
        Wait.forA(STANDS.get((scene.number() - 1) % STANDS.size()));
        long woken = System.nanoTime();
        scene.stage().faults().heal(host);
        symptoms.demand(
                Wait.until(KILLED_BOUND, () -> !mysqld.alive()),
                "the woken mysqld of " + primary + " was not killed within " + KILLED_BOUND.toSeconds() + " s");
        long killed = System.nanoTime();
        symptoms.demand(
                scene.clients().ledger().writes().stream()
                        .noneMatch(write ->
                                write.acknowledged() && write.server().equals(uuid) && write.sentNanos() - stands > 0),
                primary + " acknowledged a write that it got when it stood still, or later");
        return Incident.of("the host of " + primary + " stands still: " + host.sentence(), at)
                .hit(primary)
                .failing(symptoms.missed())
                .noting(List.of("it stood for " + (woken - at) / 1_000_000 + " ms; its mysqld ended "
                        + (killed - woken) / 1_000_000 + " ms after it woke"));
    }

    private static Fault frozen(Scene scene, String process) {
        return new FreezeProcess(process, scene.process(process));
    }
}
