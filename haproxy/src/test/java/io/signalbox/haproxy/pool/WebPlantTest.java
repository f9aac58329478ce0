package io.signalbox.haproxy.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pool in a loop with servers whose load follows their weight, some seconds late: nothing may build itself up. */
class WebPlantTest {
    private static final int SETTLED = 90;
    private static final int WATCHED = 600;

    /**
     * Servers alike, of which the first can do less.
     *
     * @param servers how many
     * @param demand what each would be busy with, in percent, were all alike
     * @param slowness how many times busier the first is by the same work
     * @param late seconds until a figure is there
     */
    @ParameterizedTest
    @CsvSource({
        "2, 40, 2, 2",
        "2, 60, 2, 4",
        "2, 30, 3, 4",
        "2, 80, 3, 4",
        "3, 50, 2, 4",
        "5, 30, 3, 4",
        "10, 25, 4, 4",
        "10, 60, 4, 4",
        "10, 30, 3, 6"
    })
    void comesToRestAndTheBusyOneIsLessBusyThanItWas(int servers, double demand, double slowness, int late) {
        Plant plant = new Plant(servers, demand, slowness, late, 0);
        double before = plant.excess();
        plant.run(SETTLED);
        long changes = plant.pool.changes();
        plant.run(WATCHED);

        assertThat(plant.pool.changes()).as("at rest").isEqualTo(changes);
        assertThat(plant.turns).as("falls and rises of one server").isLessThanOrEqualTo(1);
        assertThat(plant.excess()).isLessThan(before);
        assertThat(plant.pool.share("web0")).isLessThan(100);
        IntStream.range(1, servers)
                .forEach(i -> assertThat(plant.pool.share("web" + i)).isEqualTo(100));
    }

    /** Figures of real hosts jump about; weights do so a few times an hour at most. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5"})
    void noiseDoesNotKeepWeightsMoving(int seed) {
        Plant plant = new Plant(3, 50, 2, 4, seed);
        plant.run(SETTLED);
        long changes = plant.pool.changes();
        plant.run((int) Duration.ofHours(1).toSeconds());

        assertThat(plant.pool.changes() - changes).isLessThan(20);
    }

    @Test
    void serversThatAreAlikeAreLeftAloneWhateverTheNoise() {
        Plant plant = new Plant(4, 60, 1, 3, 7);
        plant.run((int) Duration.ofHours(1).toSeconds());

        assertThat(plant.pool.changes()).isZero();
    }

    private static final class Plant {
        private static final double NOISE = 8;

        private final WatchedWebPool pool = new WatchedWebPool();
        private final int servers;
        private final double demand;
        private final double slowness;
        private final int late;
        private final Random random;
        private final boolean noisy;
        private final Deque<List<Double>> underWay = new ArrayDeque<>();
        private int turns;
        private int direction;

        Plant(int servers, double demand, double slowness, int late, int seed) {
            this.servers = servers;
            this.demand = demand;
            this.slowness = slowness;
            this.late = late;
            this.random = new Random(seed);
            this.noisy = seed != 0;
        }

        /** What HAProxy gives each by its weight, as far as it can do it. */
        private List<Double> loads() {
            double shares = IntStream.range(0, servers).map(i -> share(i)).sum();
            List<Double> loads = new ArrayList<>();
            for (int i = 0; i < servers; i++) {
                double work = demand * servers * share(i) / shares * (i == 0 ? slowness : 1);
                loads.add(Math.min(100, work));
            }
            return loads;
        }

        private int share(int server) {
            return pool.share("web" + server);
        }

        double excess() {
            List<Double> loads = loads();
            return loads.getFirst() - loads.getLast();
        }

        void run(int seconds) {
            for (int second = 0; second < seconds; second++) {
                pool.rest(WebShare.PERIOD);
                underWay.add(loads());
                int before = share(0);
                pool.look(told(underWay.size() > late ? underWay.remove() : underWay.element()));
                int moved = Integer.signum(share(0) - before);
                turns += moved != 0 && direction != 0 && moved != direction ? 1 : 0;
                direction = moved != 0 ? moved : direction;
            }
        }

        private SortedMap<String, Optional<Load>> told(List<Double> loads) {
            SortedMap<String, Optional<Load>> told = new TreeMap<>();
            for (int i = 0; i < servers; i++) {
                double jump = noisy ? random.nextGaussian() * NOISE : 0;
                double figure = Math.clamp(loads.get(i) + jump, 0, 100);
                told.put("web" + i, Optional.of(pool.load(figure)));
            }
            return told;
        }
    }
}
