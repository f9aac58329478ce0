package io.signalbox.haproxy.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebPoolTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int HISTORIES = 80;
    private static final int LOOKS = 400;

    private final WatchedWebPool pool = new WatchedWebPool();

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 50, 97, 100})
    void whereAllAreEquallyBusyNobodyIsScaled(int load) {
        pool.lookFor(LONG, "web1", load, "web2", load, "web3", load);

        assertThat(pool.changes()).isZero();
    }

    @Test
    void whoIsBusierThanItsPeersGivesUpWeightInSmallSteps() {
        pool.look("web1", 60, "web2", 20, "web3", 20);
        assertThat(pool.share("web1")).isEqualTo(95);

        pool.lookFor(Duration.ofSeconds(3), "web1", 60, "web2", 20, "web3", 20);
        assertThat(pool.share("web1")).isEqualTo(80);

        pool.lookFor(LONG, "web1", 60, "web2", 20, "web3", 20);
        assertThat(pool.share("web1")).isEqualTo(70);
        assertThat(pool.share("web2")).isEqualTo(100);
        assertThat(pool.share("web3")).isEqualTo(100);
    }

    @Test
    void whoLiesWithAHundredForEverKeepsItsFloor() {
        pool.lookFor(Duration.ofHours(1), "web1", 100, "web2", 0);
        assertThat(pool.share("web1")).isEqualTo(LoadCurve.FLOOR);
        assertThat(pool.changes()).isEqualTo(14);
    }

    @Test
    void whoIsAsBusyAsTheOthersAgainGetsAllBackInSmallSteps() {
        pool.lookFor(LONG, "web1", 60, "web2", 20);
        assertThat(pool.share("web1")).isEqualTo(70);

        pool.lookFor(LONG, "web1", 20, "web2", 20);
        assertThat(pool.share("web1")).isEqualTo(100);
    }

    /** One busy moment is not worth a change of weights. */
    @Test
    void aSpikeIsSmoothedAway() {
        pool.lookFor(LONG, "web1", 20, "web2", 20);
        pool.lookFor(Duration.ofSeconds(1), "web1", 100, "web2", 20);
        pool.lookFor(Duration.ofSeconds(1), "web1", 20, "web2", 20);

        assertThat(pool.changes()).isZero();
    }

    /** 4 points more than the other is nothing. */
    @Test
    void whoIsNearlyAsBusyAsTheOthersGetsAllBackToo() {
        pool.lookFor(LONG, "web1", 60, "web2", 20);
        pool.lookFor(LONG, "web1", 24, "web2", 20);

        assertThat(pool.share("web1")).isEqualTo(100);
    }

    @Test
    void littleDifferencesChangeNothing() {
        pool.lookFor(LONG, "web1", 60, "web2", 20);
        long changes = pool.changes();

        pool.lookFor(LONG, "web1", 58, "web2", 20);
        pool.lookFor(LONG, "web1", 63, "web2", 20);
        assertThat(pool.changes()).isEqualTo(changes);
    }

    @Test
    void whoAnswersNoMoreIsScaledNoMoreAndComparedWithNobody() {
        pool.lookFor(LONG, "web1", 90, "web2", 10, "web3", 10);
        assertThat(pool.share("web1")).isEqualTo(30);
        SortedMap<String, Optional<Load>> serving = new TreeMap<>();
        serving.put("web1", Optional.of(pool.load(90)));

        for (int second = 0; second < Load.OLD.toSeconds(); second++) {
            pool.rest(WebShare.PERIOD);
            serving.put("web2", Optional.of(pool.load(10)));
            serving.put("web3", Optional.of(pool.load(10)));
            pool.look(serving);
            assertThat(pool.share("web1")).as("the last answer still counts").isEqualTo(30);
        }
        for (int second = 1; second <= 14; second++) {
            pool.rest(WebShare.PERIOD);
            serving.put("web2", Optional.of(pool.load(10)));
            serving.put("web3", Optional.of(pool.load(90)));
            pool.look(serving);
            assertThat(pool.share("web1")).isEqualTo(30 + 5 * second);
        }
        assertThat(pool.share("web3"))
                .as("90 beside 10, the silent one left out, and web2 is whole")
                .isLessThan(100);
    }

    @Test
    void anAnswerThatWasOldWhenItCameIsNone() {
        for (int second = 0; second < 30; second++) {
            pool.rest(WebShare.PERIOD);
            SortedMap<String, Optional<Load>> serving = new TreeMap<>();
            serving.put(
                    "web1", Optional.of(new Load(100, pool.now().minus(Load.OLD).minusMillis(1))));
            serving.put("web2", Optional.of(pool.load(0)));
            pool.look(serving);
        }
        assertThat(pool.changes()).isZero();
    }

    @Test
    void whoIsAloneKeepsAll() {
        pool.lookFor(LONG, "web1", 100);

        assertThat(pool.changes()).isZero();
    }

    @Test
    void whoTakesNoClientsIsLeftAloneAndNobodyIsComparedWithIt() {
        pool.lookFor(LONG, "web1", 90, "web2", 10);
        assertThat(pool.share("web1")).isEqualTo(30);

        pool.lookFor(LONG, "web2", 90);
        assertThat(pool.share("web1")).as("drained: untouched").isEqualTo(30);
        assertThat(pool.share("web2"))
                .as("idle is web1, but nobody comes there")
                .isEqualTo(100);
    }

    @Test
    void whenTheBusyOneChangesTheOtherIsWholeFirst() {
        pool.lookFor(LONG, "web1", 100, "web2", 0);
        while (pool.share("web1") < 100) {
            pool.lookFor(Duration.ofSeconds(1), "web1", 0, "web2", 100);
            assertThat(pool.share("web1") == 100 || pool.share("web2") == 100).isTrue();
        }
        pool.lookFor(LONG, "web1", 0, "web2", 100);
        assertThat(pool.share("web2")).isEqualTo(LoadCurve.FLOOR);
    }

    /** All histories of loads, silences and drains; what {@link WatchedWebPool} watches holds in each. */
    @ParameterizedTest
    @ValueSource(ints = {1, 30, 73, 100})
    void anyHistoryKeepsTheFloorTheStepTheSecondAndOneWholeServer(int floor) {
        long changes = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            WatchedWebPool watched = new WatchedWebPool(floor);
            history(new Random(seed), watched);
            changes += watched.changes();
        }
        assertThat(changes > HISTORIES).as("something happens").isEqualTo(floor < 100);
    }

    private static void history(Random random, WatchedWebPool watched) {
        SortedMap<String, Optional<Load>> serving = new TreeMap<>();
        for (int look = 0; look < LOOKS; look++) {
            watched.rest(Duration.ofMillis(random.nextInt(random.nextInt(50) == 0 ? 9000 : 900)));
            for (String server : List.of("web1", "web2", "web3")) {
                switch (random.nextInt(40)) {
                    case 0 -> serving.remove(server);
                    case 1 -> serving.put(server, Optional.empty());
                    case 2, 3, 4, 5 -> serving.put(server, Optional.of(watched.load(random.nextInt(101))));
                    default -> {
                        // as before, or told again
                        serving.computeIfPresent(
                                server, (name, load) -> load.map(last -> watched.load(last.percent())));
                    }
                }
            }
            watched.look(serving);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 100.1, Double.NaN, Double.POSITIVE_INFINITY})
    void whatIsNoLoadIsRefused(double percent) {
        assertThatThrownBy(() -> new Load(percent, Duration.ZERO)).hasMessageContaining("must be 0 to 100");
    }
}
