package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.CloseByHand;
import io.signalbox.lab.fault.CloseByHand.Way;
import io.signalbox.lab.fault.Operator;
import io.signalbox.lab.fault.Paused;
import java.time.Duration;
import java.util.List;

/**
 * Somebody makes the primary read-only, or takes it offline. That is no loss: nobody takes over, and the recorded primary is opened again as it is. While
 * automatic acts are paused it stays closed, until an operator lets them go on.
 */
final class ClosePrimary implements Drill {
    private static final Duration NAMED_BOUND = Duration.ofSeconds(3);
    /** It is looked at for a second, its ackers are asked what they hold, then it is opened. */
    private static final Duration REOPENED_BOUND = Duration.ofSeconds(6);
    /** Longer than an opening by itself would take. */
    private static final Duration STAYS = Duration.ofSeconds(5);

    private record Kind(Way way, boolean paused) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(Way.SUPER_READ_ONLY, false),
            new Kind(Way.READ_ONLY, false),
            new Kind(Way.OFFLINE_MODE, false),
            new Kind(Way.SUPER_READ_ONLY, true));

    @Override
    public String name() {
        return "close-primary";
    }

    @Override
    public String sentence() {
        return "somebody sets super_read_only, then read_only, then offline_mode, on the primary: named, no failover, opened again within "
                + REOPENED_BOUND.toSeconds()
                + " s; then while automatic acts are paused: it stays closed until they go on. Writes fail meanwhile, and while it is offline new connections too";
    }

    @Override
    public List<Promise> promises() {
        return List.of(Promise.NO_FAILOVER, Promise.NO_FAILED_READ, Promise.NONE_REFUSED);
    }

    @Override
    public int usualRounds() {
        return KINDS.size();
    }

    @Override
    public Incident strike(Scene scene) {
        Kind kind = KINDS.get((scene.number() - 1) % KINDS.size());
        String uuid = scene.primaryUuid();
        Operator operator = new Operator(scene.stage().site(), scene.primary(), scene.host(scene.primary()));
        CloseByHand close = new CloseByHand(operator, kind.way);
        Paused paused = new Paused(scene.stage().cluster());
        Symptoms symptoms = new Symptoms(scene);
        if (kind.paused) {
            scene.stage().faults().inject(paused);
        }
        long at = System.nanoTime();
        scene.stage().faults().inject(close);
        long closed = System.nanoTime();
        symptoms.await("primary_closed", NAMED_BOUND);
        if (kind.paused) {
            Wait.forA(STAYS);
            symptoms.demand(
                    !scene.clients().ledger().acknowledgedSince(closed), "it was opened although all is paused");
            scene.stage().faults().heal(paused);
        }
        long from = System.nanoTime();
        symptoms.demand(
                Wait.until(REOPENED_BOUND, () -> scene.clients().ledger().acknowledgedSince(from)),
                "no write was acknowledged within " + REOPENED_BOUND.toSeconds() + " s");
        symptoms.demandSamePrimary(close.sentence());
        symptoms.demandNoWriterBut(uuid);
        scene.stage().faults().heal(close);
        return Incident.of(close.sentence() + (kind.paused ? ", and " + paused.sentence() : ""), at)
                .failing(symptoms.missed());
    }
}
