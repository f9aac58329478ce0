package io.signalbox.lab.drill;

import io.signalbox.lab.cluster.Wait;
import io.signalbox.lab.fault.Fault;
import io.signalbox.lab.fault.FaultFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Two faults at a time, drawn by lot; then all is healed, and the site must become whole by itself with nothing lost. The
 * round is that of its seed: each next round has the next seed.
 */
final class RandomFaults implements Drill {
    private static final int AT_A_TIME = 2;
    private static final Duration APART = Duration.ofSeconds(2);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    /** From healing to a write: a server may have to be started, and its tail cut, first. */
    private static final Duration WRITABLE_BOUND = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "random";
    }

    @Override
    public String sentence() {
        return "two faults at a time, drawn by lot (--seed, --minutes); all is healed, the site is whole again by itself, nothing is lost";
    }

    @Override
    public List<Promise> promises() {
        return List.of();
    }

    @Override
    public int usualRounds() {
        return 10;
    }

    @Override
    public Incident strike(Scene scene) {
        long seed = scene.stage().options().seed() + scene.number() - 1;
        RandomGenerator random = new SplittableRandom(seed);
        List<String> notes = new ArrayList<>(List.of("again: ./signalbox drill random --rounds 1 --seed " + seed));
        List<String> sentences = new ArrayList<>();
        List<Fault> faults = new ArrayList<>();
        long at = System.nanoTime();
        for (Mischief mischief : Mischief.draw(random, AT_A_TIME)) {
            String server = server(scene, random);
            Duration pause = between(random, Duration.ZERO, APART);
            try {
                Fault fault = mischief.fault().apply(scene, server);
                scene.stage().faults().inject(fault);
                faults.add(fault);
                sentences.add(fault.sentence());
            } catch (FaultFailure nothingToHit) {
                notes.add(mischief.name() + " on " + server + ": " + nothingToHit.getMessage());
            }
            Wait.forA(pause);
        }
        Wait.forA(between(random, SHORTEST, LONGEST));
        faults.reversed().forEach(scene.stage().faults()::heal);
        return Incident.of(String.join("; ", sentences), at)
                .failing(silent(scene).stream().toList())
                .noting(notes);
    }

    private static Optional<String> silent(Scene scene) {
        long healed = System.nanoTime();
        return Wait.until(WRITABLE_BOUND, () -> scene.clients().ledger().acknowledgedSince(healed))
                ? Optional.empty()
                : Optional.of(
                        "no write was acknowledged within " + WRITABLE_BOUND.toSeconds() + " s after all was healed");
    }

    /** As often the primary as any other. */
    private static String server(Scene scene, RandomGenerator random) {
        List<String> replicas = scene.replicas();
        return random.nextBoolean() || replicas.isEmpty()
                ? scene.primary()
                : replicas.get(random.nextInt(replicas.size()));
    }

    private static Duration between(RandomGenerator random, Duration shortest, Duration longest) {
        return Duration.ofMillis(random.nextLong(shortest.toMillis(), longest.toMillis() + 1));
    }
}
