package io.signalbox.haproxy.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReadPoolTest {
    private static final LagCurve CURVE = new LagCurve(Duration.ofMillis(500), Duration.ofSeconds(5));
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final int HISTORIES = 300;
    private static final int LOOKS = 400;
    private static final int MOST_LAG = 8000;

    private final Watched pool = new Watched(LastResort.STALE);

    @Test
    void whoLagsGetsLessAndWhoDoesNotKeepsAll() {
        pool.look("db2", 100, "db3", 2750);

        assertThat(pool.weight("db2")).isEqualTo(100);
        assertThat(pool.weight("db3")).isEqualTo(55);
    }

    @Test
    void whoLagsTooMuchGetsNothingAndComesBackInSmallSteps() {
        pool.look("db2", 100, "db3", 6000);
        assertThat(pool.weight("db3")).isZero();

        pool.rest(Duration.ofSeconds(2));
        pool.look("db2", 100, "db3", 4500);
        assertThat(pool.weight("db3"))
                .as("near the bound it would soon go again")
                .isZero();

        for (int step = 1; step <= 10; step++) {
            pool.rest(Reader.PERIOD);
            pool.look("db2", 100, "db3", 20);
            assertThat(pool.weight("db3")).isEqualTo(10 * step);
        }
    }

    @Test
    void whoWasAwayForLongBeginsSmall() {
        pool.look("db2", 0, "db3", 0);
        pool.rest(Reader.ABSENT.plusSeconds(1));
        pool.look("db2", 0, "db3", 0);

        assertThat(pool.weight("db2")).isEqualTo(LagCurve.FLOOR);
    }

    @Test
    void whoseLagIsNotKnownKeepsItsWeight() {
        pool.look("db2", 2750, "db3", 0);
        pool.rest(Reader.PERIOD);
        pool.look("db3", 0);

        assertThat(pool.weight("db2")).isEqualTo(55);
    }

    @Test
    void whenAllLagTooMuchTheLastResortDecides() {
        Watched refusing = new Watched(LastResort.REFUSE);
        pool.look("db2", 9000, "db3", 9000);
        refusing.look("db2", 9000, "db3", 9000);

        assertThat(pool.pool.weights().values()).containsOnly(LagCurve.FLOOR);
        assertThat(refusing.pool.weights().values()).containsOnly(0);
    }

    /** All histories of lags and absences; what {@link Watched} watches holds in each. */
    @ParameterizedTest
    @EnumSource(LastResort.class)
    void neverChangesMoreThanOnceASecondNorEmptiesThePool(LastResort lastResort) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            Watched watched = new Watched(lastResort);
            SortedMap<String, Duration> lags = new TreeMap<>();
            for (int look = 0; look < LOOKS; look++) {
                for (String server : new String[] {"db1", "db2", "db3"}) {
                    if (random.nextInt(10) == 0) {
                        lags.remove(server);
                    } else if (random.nextInt(3) == 0) {
                        lags.put(server, Duration.ofMillis(random.nextInt(MOST_LAG)));
                    }
                }
                watched.rest(Duration.ofMillis(random.nextInt(random.nextInt(50) == 0 ? 9000 : 700)));
                watched.look(lags);
            }
        }
    }

    @Test
    void moreLagNeverMeansMoreWeightInTheNextLook() {
        Random random = new Random(4);
        for (int history = 0; history < HISTORIES; history++) {
            Watched watched = new Watched(LastResort.values()[history % 3]);
            for (int look = 0; look < 50; look++) {
                watched.rest(LOOK);
                Duration other = Duration.ofMillis(random.nextInt(MOST_LAG));
                Duration less = Duration.ofMillis(random.nextInt(MOST_LAG));
                Duration more = less.plusMillis(random.nextInt(MOST_LAG));
                assertThat(watched.imagine(lags("db2", more, "db3", other))
                                .weights()
                                .get("db2"))
                        .isLessThanOrEqualTo(watched.imagine(lags("db2", less, "db3", other))
                                .weights()
                                .get("db2"));
                watched.look(lags("db2", less, "db3", other));
            }
        }
    }

    /** The figure: three replicas, each with a sawtooth of 0 to 10 s, for a quarter of an hour. */
    @Test
    void aQuarterOfAnHourOfSawteethEmptiesNothing() {
        Watched watched = new Watched(LastResort.STALE);
        int looks = (int) Duration.ofMinutes(15).dividedBy(LOOK);
        for (int look = 0; look < looks; look++) {
            watched.rest(LOOK);
            watched.look(lags("db2", sawtooth(look, 0), "db3", sawtooth(look, 13)));
        }
        assertThat(watched.pool.changes())
                .isBetween(50L, 2 * Duration.ofMinutes(15).toSeconds());
    }

    /** Rises for 20 s to 10 s, falls for 6 s. */
    private static Duration sawtooth(int look, int secondsLate) {
        double second = (look * LOOK.toMillis() / 1000.0 + secondsLate) % 26;
        double lag = second < 20 ? second / 2 : (26 - second) * 10 / 6;
        return Duration.ofMillis((long) (lag * 1000));
    }

    private static SortedMap<String, Duration> lags(String one, Duration lag, String other, Duration otherLag) {
        return new TreeMap<>(java.util.Map.of(one, lag, other, otherLag));
    }

    /** A pool and its clock; looks at what must hold after every look. */
    private static final class Watched {
        private ReadPool pool;
        private Duration now = Duration.ZERO;
        private final SortedMap<String, Duration> changed = new TreeMap<>();

        Watched(LastResort lastResort) {
            pool = ReadPool.of(CURVE, lastResort);
        }

        void rest(Duration time) {
            now = now.plus(time);
        }

        int weight(String server) {
            return Optional.ofNullable(pool.weights().get(server)).orElseThrow();
        }

        void look(String server, long lag) {
            look(new TreeMap<>(java.util.Map.of(server, Duration.ofMillis(lag))));
        }

        void look(String one, long lag, String other, long otherLag) {
            look(lags(one, Duration.ofMillis(lag), other, Duration.ofMillis(otherLag)));
        }

        ReadPool imagine(SortedMap<String, Duration> lags) {
            return pool.look(now, lags);
        }

        void look(SortedMap<String, Duration> lags) {
            ReadPool before = pool;
            pool = imagine(lags);
            pool.weights().forEach((server, weight) -> {
                boolean isNew = !before.weights().containsKey(server);
                if (!isNew && !weight.equals(before.weights().get(server))) {
                    Duration last = changed.put(server, now);
                    assertThat(last == null || now.minus(last).compareTo(Reader.PERIOD) >= 0)
                            .as("%s at %s", server, now)
                            .isTrue();
                }
                assertThat(weight).isBetween(0, LagCurve.WHOLE);
            });
            if (pool.lastResort() == LastResort.STALE && !pool.weights().isEmpty()) {
                assertThat(pool.weights().values()).as("at %s", now).anyMatch(weight -> weight > 0);
            }
        }
    }
}
