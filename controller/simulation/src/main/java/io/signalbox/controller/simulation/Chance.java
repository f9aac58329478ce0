package io.signalbox.controller.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All that is left to chance, from one seed. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 0x1234567);
    }

    /** From {@code least} to {@code most}, both possible. */
    long between(long least, long most) {
        return least + (long) (random.nextDouble() * (most - least + 1));
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    <T> T of(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** Usually {@code least} to {@code most} microseconds, now and then up to {@code worst}. */
    long delay(long least, long most, long worst) {
        return random.nextInt(40) == 0 ? between(most, worst) : between(least, most);
    }
}
